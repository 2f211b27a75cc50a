package dev.roster.xds.grpc;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Bounds of a gRPC connection. */
@ConfigMapping(prefix = "roster.xds.grpc")
interface ConnectionConfig {
    /** How many streams a connection may hold, and how many it may reset within half a minute. */
    @WithDefault("10000")
    @Min(1) int streamsPerConnection();

    /** After how long, a tenth more or less, a connection is to end, so that clients come to replicas that are new. */
    @WithDefault("30m")
    @NotNull @DurationMin(seconds = 1)
    Duration maxConnectionAge();

    /** How long its streams may go on then. */
    @WithDefault("10s")
    @NotNull @DurationMin(seconds = 1)
    Duration maxConnectionAgeGrace();

    /** Over how long a replica that stops sends its clients to the others. */
    @WithDefault("5s")
    @NotNull @DurationMin(millis = 0)
    Duration drain();
}
