package dev.roster.changelog;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Keeps connection tries apart: at most two a second, the first one after a long time at once, and replicas out of step
 * with one another. Not thread-safe: one try at a time.
 */
final class Pace {
    private static final long GAP = Duration.ofMillis(500).toNanos();

    private long notBefore = System.nanoTime();

    /** Completes when the next try may begin. */
    Uni<Void> turn() {
        long now = System.nanoTime();
        long wait = Math.max(0, notBefore - now);
        notBefore = now + wait + GAP + ThreadLocalRandom.current().nextLong(GAP / 2);
        Uni<Void> turn = Uni.createFrom().voidItem();
        return wait == 0 ? turn : turn.onItem().delayIt().by(Duration.ofNanos(wait));
    }
}
