package dev.roster.resource;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How an Envoy that Roster configures names Roster: the clusters of its bootstrap that lead here. */
@ConfigMapping(prefix = "roster.clusters")
public interface ControlPlaneConfig {
    /** The cluster in the clients' bootstrap that leads to Roster's gRPC port. */
    @WithDefault("xds_cluster")
    String xdsCluster();

    /** The cluster in the clients' bootstrap that leads to Roster's HTTP port. */
    @WithDefault("xds_cluster")
    String restCluster();

    /** How often a client that comes over REST polls. */
    @WithDefault("1s")
    @NotNull @DurationMin(millis = 10)
    Duration restRefreshDelay();
}
