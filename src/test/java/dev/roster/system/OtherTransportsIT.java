package dev.roster.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The other ways in which an Envoy may ask, by the bootstraps that Roster makes; endpoints come as the clusters come. */
@Timeout(120)
final class OtherTransportsIT {
    private static final Path FOLDER = Folder.of(OtherTransportsIT.class);

    @AutoClose
    private static Deployment deployment;

    @BeforeAll
    static void start() {
        deployment = Deployment.start(FOLDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ads", "delta", "grpc", "rest"})
    void trafficFollowsRegistrations(String transport) {
        String service = "over-" + transport;
        String bootstrap = Bootstrap.over(transport, deployment.roster(), service);
        try (var upstreams = Upstreams.start(service, 2);
                var envoy = Envoy.start(FOLDER.resolve("envoy-" + transport), bootstrap)) {
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
