package dev.roster.status;

import dev.roster.xds.XdsConfig;
import java.time.Duration;

/** Bounds of streams that nobody opens. */
record NoStreams() implements XdsConfig {
    @Override
    public Duration answerDeadline() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Duration readDeadline() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Duration retireAfter() {
        return Duration.ZERO;
    }

    @Override
    public int maxSubscriptions() {
        return 1;
    }
}
