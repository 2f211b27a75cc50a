package dev.roster.snapshot;

import dev.roster.changelog.ChangeLogConfig;
import java.time.Duration;

/** A change log that is looked at all the time and waited for only shortly. Immutable. */
final class ImpatientConfig implements ChangeLogConfig {
    @Override
    public Duration tick() {
        return Duration.ofMillis(10);
    }

    @Override
    public Duration tickWhileListening() {
        return Duration.ofMillis(10);
    }

    @Override
    public Duration readTimeout() {
        return Duration.ofMillis(500);
    }

    @Override
    public Duration loadTimeout() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Duration retention() {
        return Duration.ofHours(1);
    }

    @Override
    public Duration trimEvery() {
        return Duration.ofMinutes(1);
    }
}
