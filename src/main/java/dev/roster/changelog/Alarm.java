package dev.roster.changelog;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Ends the tail's sleep between two reads; any number of rings before it awakes are one. Thread-safe. */
final class Alarm {
    private final AtomicBoolean ringing = new AtomicBoolean(true);
    private final AtomicReference<@Nullable UniEmitter<? super Boolean>> sleeper = new AtomicReference<>();

    void ring() {
        ringing.set(true);
        UniEmitter<? super Boolean> awoken = sleeper.getAndSet(null);
        if (awoken != null) {
            awoken.complete(true);
        }
    }

    /**
     * Sleeps until the alarm rings, at most this long; true when it rang. The ring is taken back when this completes, so
     * one that comes later, while the tail reads, ends the next sleep.
     */
    Uni<Boolean> sleep(Duration atMost) {
        if (ringing.getAndSet(false)) {
            return Uni.createFrom().item(true);
        }
        return Uni.createFrom()
                .<Boolean>emitter(this::fallAsleep)
                .ifNoItem()
                .after(atMost)
                .recoverWithItem(false)
                .map(ignored -> ringing.getAndSet(false));
    }

    private void fallAsleep(UniEmitter<? super Boolean> emitter) {
        sleeper.set(emitter);
        if (ringing.get()) { // it rang in between and found nobody asleep
            emitter.complete(true);
        }
    }
}
