package dev.roster.xds;

import java.time.Duration;

/**
 * Lets answers out at once, but gathers those of a burst: a client that asks for a thousand names one by one is answered
 * in few responses (P24). Not thread-safe: belongs to its session.
 */
final class AnswerPace {
    private static final int AT_ONCE = 8;
    static final Duration WINDOW = Duration.ofMillis(20);

    private long began;
    private int asked;

    /** How long to gather before what was asked now is answered, in nanoseconds. */
    long delay(long now) {
        if (now - began >= WINDOW.toNanos()) {
            began = now;
            asked = 0;
        }
        asked++;
        return asked <= AT_ONCE ? 0 : began + WINDOW.toNanos() - now;
    }
}
