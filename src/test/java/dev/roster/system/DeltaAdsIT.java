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

/** An Envoy that gets all its clusters and their endpoints over one aggregated delta stream. */
@Timeout(120)
final class DeltaAdsIT {
    private static final Path FOLDER = Folder.of(DeltaAdsIT.class);

    @AutoClose
    private static Deployment deployment;

    @BeforeAll
    static void start() {
        deployment = Deployment.start(FOLDER);
    }

    @Test
    void eachChangeOfAServiceIsOneUpdateOfItsCluster() {
        try (var upstreams = Upstreams.start("myservice", 5);
                var envoy = envoy("myservice")) {
            assertThat(envoy.get("/").status()).isEqualTo(503);

            List<String> ids = new ArrayList<>();
            for (Upstream upstream : upstreams.all()) {
                ids.add(deployment.client().register(upstream));
                envoy.awaitHosts("myservice", ids.size());
                assertThat(updates(envoy, "myservice")).isEqualTo(ids.size());
            }
            assertThat(envoy.requests(500))
                    .containsOnlyKeys(upstreams.names())
                    .allSatisfy((name, answers) -> assertThat(answers).isBetween(70, 130));

            deployment.client().deregister(ids.get(2));
            envoy.awaitHosts("myservice", 4);
            int before = upstreams.get(2).requests();
            assertThat(envoy.requests(200)).hasSize(4).doesNotContainKey("myservice-3");
            assertThat(upstreams.get(2).requests()).isEqualTo(before);

            staysAt(6, envoy, "myservice");
            nothingWasRejected(envoy, "myservice");
        }
    }

    @Test
    void aChangeOfOneServiceIsNoUpdateOfAnother() {
        try (var upstreams = Upstreams.start("orders", 2);
                var envoy = envoy("orders")) {
            deployment.client().register("orders", upstreams.get(0));
            deployment.client().register("quiet", upstreams.get(0));
            envoy.awaitHosts("orders", 1);
            envoy.awaitHosts("quiet", 1);
            long clusters = envoy.stat("cluster_manager.cds.update_success");
            long quiet = updates(envoy, "quiet");

            deployment.client().register("orders", upstreams.get(1));
            envoy.awaitHosts("orders", 2);

            staysAt(quiet, envoy, "quiet");
            assertThat(envoy.stat("cluster_manager.cds.update_success")).isEqualTo(clusters);
            nothingWasRejected(envoy, "quiet");
        }
    }

    @Test
    void clusterSettingsOfAServiceReachItsClusterAndTrafficGoesOn() {
        try (var upstreams = Upstreams.start("tuned", 1);
                var envoy = envoy("tuned")) {
            deployment.client().register("tuned", upstreams.get(0));
            envoy.awaitHosts("tuned", 1);
            try (var traffic = Traffic.through(envoy)) {
                deployment.client().putService("tuned", "{\"cluster\": {\"connect_timeout\": \"0.777s\"}}");
                await().atMost(ofSeconds(10)).until(() -> envoy.configDump().contains("0.777s"));
                await("warm").atMost(ofSeconds(5)).until(() -> envoy.stat("cluster_manager.warming_clusters") == 0);
                traffic.flow(50);
                assertThat(traffic.failures()).isEmpty();
            }
            nothingWasRejected(envoy, "tuned");
        }
    }

    @Test
    void rowsWrittenWithPlainSqlReachEnvoy() {
        try (var upstreams = Upstreams.start("byhand", 2);
                var envoy = envoy("byhand")) {
            deployment.database().execute("insert into service (name) values ('byhand')");
            deployment
                    .database()
                    .execute("insert into endpoint (id, service, address, port) values ('row', 'byhand', '127.0.0.1', "
                            + upstreams.get(0).port() + ")");
            envoy.awaitHosts("byhand", 1);
            assertThat(envoy.requests(5)).isEqualTo(Map.of("byhand-1", 5));

            deployment
                    .database()
                    .execute("update endpoint set port = " + upstreams.get(1).port() + " where id = 'row'");
            await().atMost(ofSeconds(10)).until(() -> envoy.get("/").body().equals("byhand-2"));

            deployment.database().execute("delete from endpoint where id = 'row'");
            envoy.awaitHosts("byhand", 0);
            assertThat(envoy.get("/").status()).isEqualTo(503);
            nothingWasRejected(envoy, "byhand");
        }
    }

    private static Envoy envoy(String service) {
        return Envoy.start(
                FOLDER.resolve("envoy-" + service), Bootstrap.over("delta-ads", deployment.roster(), service));
    }

    private static long updates(Envoy envoy, String cluster) {
        return envoy.stat("cluster." + cluster + ".update_success");
    }

    private static void staysAt(long count, Envoy envoy, String cluster) {
        await().during(ofSeconds(1))
                .atMost(ofSeconds(3))
                .untilAsserted(() -> assertThat(updates(envoy, cluster)).isEqualTo(count));
    }

    private static void nothingWasRejected(Envoy envoy, String cluster) {
        assertThat(envoy.stat("cluster_manager.cds.update_rejected")).isZero();
        assertThat(envoy.stat("cluster." + cluster + ".update_rejected")).isZero();
    }
}
