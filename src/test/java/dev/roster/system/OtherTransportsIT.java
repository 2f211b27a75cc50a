package dev.roster.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The other ways in which an Envoy may ask over gRPC; endpoints come the way the clusters came. */
@Timeout(120)
final class OtherTransportsIT {
    private static final Path FOLDER = Folder.of(OtherTransportsIT.class);

    @AutoClose
    private static Deployment deployment;

    @BeforeAll
    static void start() {
        deployment = Deployment.start(FOLDER);
    }

    @Test
    void trafficFollowsRegistrationsOverAggregatedStateOfTheWorld() {
        trafficFollowsRegistrations(
                "ads-sotw", Bootstrap.aggregated("GRPC", deployment.roster().grpcPort(), "ads-sotw"));
    }

    @Test
    void trafficFollowsRegistrationsOverDeltaStreamsPerType() {
        trafficFollowsRegistrations(
                "cds-delta",
                Bootstrap.clustersOnly("DELTA_GRPC", deployment.roster().grpcPort(), "cds-delta"));
    }

    @Test
    void trafficFollowsRegistrationsOverStateOfTheWorldStreamsPerType() {
        trafficFollowsRegistrations(
                "cds-sotw", Bootstrap.clustersOnly("GRPC", deployment.roster().grpcPort(), "cds-sotw"));
    }

    private static void trafficFollowsRegistrations(String service, String bootstrap) {
        try (var upstreams = Upstreams.start(service, 2);
                var envoy = Envoy.start(FOLDER.resolve("envoy-" + service), bootstrap)) {
            assertThat(envoy.get("/").status()).isEqualTo(503);

            deployment.client().register(service, upstreams.get(0));
            envoy.awaitHosts(service, 1);
            assertThat(envoy.requests(10)).isEqualTo(Map.of(service + "-1", 10));

            String second = deployment.client().register(service, upstreams.get(1));
            envoy.awaitHosts(service, 2);
            assertThat(envoy.requests(10)).containsOnlyKeys(upstreams.names());

            deployment.client().deregister(second);
            envoy.awaitHosts(service, 1);
            assertThat(envoy.requests(10)).isEqualTo(Map.of(service + "-1", 10));
            assertThat(envoy.stat("cluster_manager.cds.update_rejected")).isZero();
            assertThat(envoy.stat("cluster." + service + ".update_rejected")).isZero();
        }
    }
}
