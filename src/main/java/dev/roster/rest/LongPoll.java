package dev.roster.rest;

import dev.roster.request.BadRequest;
import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a caller wants an answer to wait for news, as {@code ?wait=} says it. */
public final class LongPoll {
    private LongPoll() {}

    /** The time in a parameter; none when there is no parameter. */
    public static Duration duration(@Nullable String wait, Duration longest) {
        if (wait == null) {
            return Duration.ZERO;
        }
        if (wait.matches("[0-9]{1,9}(ms|s|m)")) {
            Duration duration = DurationConverter.parseDuration(wait);
            if (duration.compareTo(longest) <= 0) {
                return duration;
            }
        }
        throw BadRequest.parameter(
                "wait", wait, "must be a number of ms, s or m, such as 30s, up to " + longest.toSeconds() + "s");
    }
}
