package dev.roster.changelog;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How the tail is doing. Immutable.
 *
 * @param connected whether the last read succeeded; otherwise what is served may be stale
 * @param listening whether hints of other replicas are known to arrive; otherwise changes come with the tick
 * @param lastRead {@link System#nanoTime} of the last successful read, if there was one
 * @param lag age, by the database's clock, of the oldest change of the last read when it was read; zero without one
 */
public record TailState(boolean connected, boolean listening, OptionalLong lastRead, Duration lag) {
    static final TailState UNREAD = new TailState(false, false, OptionalLong.empty(), Duration.ZERO);

    TailState disconnected() {
        return new TailState(false, false, lastRead, lag);
    }
}
