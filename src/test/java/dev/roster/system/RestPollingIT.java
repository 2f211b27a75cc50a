package dev.roster.system;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An Envoy that knows its cluster and polls Roster for the endpoints over plain HTTP. */
@Timeout(120)
final class RestPollingIT {
    private static final Path FOLDER = Folder.of(RestPollingIT.class);
    private static final String CLUSTER = "targetCluster";
    private static final String POLLS = "cluster.xds_cluster.upstream_rq_completed";
    private static final String NOT_MODIFIED = "cluster.xds_cluster.upstream_rq_304";

    @AutoClose
    private static Deployment deployment;

    @BeforeAll
    static void start() {
        deployment = Deployment.start(FOLDER);
    }

    @Test
    void endpointsOfTheDefaultServiceTakeTrafficFromRegistrationToDeregistration() {
        String bootstrap = Bootstrap.restEndpoints(deployment.roster().httpPort(), "myservice");
        try (var upstreams = Upstreams.start("myservice", 5);
                var envoy = Envoy.start(FOLDER.resolve("envoy"), bootstrap)) {
            assertThat(envoy.get("/").status()).isEqualTo(503);

            List<String> ids = new ArrayList<>();
            ids.add(deployment.client().register(upstreams.get(0)));
            envoy.awaitHosts(CLUSTER, 1);
            assertThat(envoy.requests(10)).isEqualTo(Map.of("myservice-1", 10));

            upstreams.all().stream()
                    .skip(1)
                    .forEach(next -> ids.add(deployment.client().register(next)));
            envoy.awaitHosts(CLUSTER, 5);
            assertThat(envoy.requests(500))
                    .containsOnlyKeys(upstreams.names())
                    .allSatisfy((name, answers) -> assertThat(answers).isBetween(70, 130));

            deployment.client().deregister(ids.get(2));
            envoy.awaitHosts(CLUSTER, 4);
            int before = upstreams.get(2).requests();
            assertThat(envoy.requests(200)).hasSize(4).doesNotContainKey("myservice-3");
            assertThat(upstreams.get(2).requests()).isEqualTo(before);

            unchangedEndpointsAreNotSentAgain(envoy);
            assertThat(envoy.stat("cluster.targetCluster.update_rejected")).isZero();
        }
    }

    /** The node asks five times a second: ten answers later it has been told nothing but "not modified". */
    private static void unchangedEndpointsAreNotSentAgain(Envoy envoy) {
        long updates = envoy.stat("cluster.targetCluster.update_success");
        long polls = envoy.count(POLLS);
        long notModified = envoy.count(NOT_MODIFIED);
        await().atMost(ofSeconds(10)).until(() -> envoy.count(POLLS) >= polls + 10);
        assertThat(envoy.count(NOT_MODIFIED)).isGreaterThanOrEqualTo(notModified + 9);
        assertThat(envoy.stat("cluster.targetCluster.update_success")).isEqualTo(updates);
    }
}
