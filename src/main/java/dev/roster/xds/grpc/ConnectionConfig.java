package dev.roster.xds.grpc;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** Bounds of a gRPC connection. */
@ConfigMapping(prefix = "roster.xds.grpc")
interface ConnectionConfig {
    /** How many streams a connection may hold, and how many it may reset within half a minute. */
    @WithDefault("10000")
    @Min(1) int streamsPerConnection();
}
