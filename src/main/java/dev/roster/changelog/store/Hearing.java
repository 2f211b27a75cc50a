package dev.roster.changelog.store;

import java.time.Duration;

/**
 * Whether LISTEN works: what this replica sent itself was heard. It is asked anew every so often, because a connection may
 * stop listening without being closed. Thread-safe.
 */
final class Hearing {
    private static final long EVERY = Duration.ofSeconds(15).toNanos();
    private static final long PATIENCE = Duration.ofSeconds(2).toNanos();

    private volatile long askedAt = System.nanoTime() - EVERY;
    private volatile boolean heardBefore;
    private volatile boolean heard;

    /** Whether it is time to ask again; the caller then sends the proof. */
    boolean due() {
        if (System.nanoTime() - askedAt < EVERY) {
            return false;
        }
        heardBefore = heard;
        heard = false;
        askedAt = System.nanoTime();
        return true;
    }

    void heard() {
        heard = true;
    }

    boolean proven() {
        return heard || (heardBefore && System.nanoTime() - askedAt < PATIENCE);
    }
}
