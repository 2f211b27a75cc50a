package dev.roster.xds;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Bounds of a discovery stream. */
@ConfigMapping(prefix = "roster.xds")
public interface XdsConfig {
    /** How long a client may leave a response unanswered before it no longer holds up what comes after. */
    @WithDefault("10s")
    @NotNull @DurationMin(millis = 100)
    Duration answerDeadline();

    /** How long a client may leave unread what it was sent before its stream is ended. */
    @WithDefault("60s")
    @NotNull @DurationMin(millis = 100)
    Duration readDeadline();

    /**
     * How long a cluster, its endpoints, a secret or an extension config that is gone stays with the clients of streams of one
     * type: so long, routes and listeners that come on streams of their own may still lead to it.
     */
    @WithDefault("5s")
    @NotNull @DurationMin(millis = 0)
    Duration retireAfter();

    /** How many resource names, of all types together, a stream may ask for; one more closes it. */
    @WithDefault("100000")
    @Min(1) int maxSubscriptions();
}
