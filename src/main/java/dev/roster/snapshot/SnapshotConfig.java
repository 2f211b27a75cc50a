package dev.roster.snapshot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How generated clusters name the management server from inside an Envoy's own bootstrap. */
@ConfigMapping(prefix = "roster.clusters")
public interface SnapshotConfig {
    /** The cluster in the clients' bootstrap that leads to Roster's gRPC port. */
    @WithDefault("xds_cluster")
    String xdsCluster();

    /** The cluster in the clients' bootstrap that leads to Roster's HTTP port. */
    @WithDefault("xds_cluster")
    String restCluster();

    /** How often a client that came over REST polls the endpoints of a generated cluster. */
    @WithDefault("1s")
    Duration restRefreshDelay();
}
