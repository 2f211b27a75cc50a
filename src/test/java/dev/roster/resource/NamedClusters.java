package dev.roster.resource;

import java.time.Duration;

/** A configuration in which no value is the default and no two are alike. */
public record NamedClusters() implements ControlPlaneConfig {
    @Override
    public String xdsCluster() {
        return "grpc-to-roster";
    }

    @Override
    public String restCluster() {
        return "http-to-roster";
    }

    @Override
    public Duration restRefreshDelay() {
        return Duration.ofMillis(1500);
    }
}
