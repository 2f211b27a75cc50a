package dev.roster.changelog.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends NOTIFY, outside of any transaction that writes. One is on its way at most; whoever asks meanwhile shares the one
 * that follows. Thread-safe.
 */
@Singleton
final class Hints {
    static final String CHANNEL = "roster_change";
    private static final String PROOF = "proof ";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private enum Sending {
        NOTHING,
        ONE,
        ONE_AND_ANOTHER
    }

    private final Pool pool;
    private final String replica = UUID.randomUUID().toString();
    private final AtomicReference<Sending> sending = new AtomicReference<>(Sending.NOTHING);

    Hints(Pool pool) {
        this.pool = pool;
    }

    /** Hints at a change. */
    void send() {
        Sending before = sending.getAndUpdate(now -> now == Sending.NOTHING ? Sending.ONE : Sending.ONE_AND_ANOTHER);
        if (before == Sending.NOTHING) {
            sendOne();
        }
    }

    private void sendOne() {
        // A hint that fails is no loss: the others look at their tick.
        notify(replica).onComplete(ignored -> sent());
    }

    private void sent() {
        Sending before = sending.getAndUpdate(now -> now == Sending.ONE_AND_ANOTHER ? Sending.ONE : Sending.NOTHING);
        if (before == Sending.ONE_AND_ANOTHER) {
            sendOne();
        }
    }

    /** Sends what only this replica takes notice of. */
    void sendProof() {
        notify(PROOF + replica);
    }

    private Future<?> notify(String payload) {
        return pool.query("notify " + CHANNEL + ", '" + payload + "'")
                .execute()
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether this replica sent it. */
    boolean own(String payload) {
        return payload.endsWith(replica);
    }

    /** Whether it hints at a change. */
    boolean change(String payload) {
        return !payload.startsWith(PROOF);
    }
}
