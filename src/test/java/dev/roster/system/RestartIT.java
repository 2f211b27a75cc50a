package dev.roster.system;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roster.xds.grpc.DeltaClient;
import dev.roster.xds.grpc.WireType;
import io.grpc.Status.Code;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Roster dies and comes back while traffic flows through an Envoy that it configures. */
@Timeout(180)
final class RestartIT {
    private static final Path FOLDER = Folder.of(RestartIT.class);
    private static final String CONNECTED = "control_plane.connected_state";
    private static final String MORTAL = """
            resources:
            - "@type": type.googleapis.com/envoy.service.discovery.v3.Resource
              name: fleet
              ttl: 3s
              resource:
                "@type": type.googleapis.com/envoy.service.runtime.v3.Runtime
                name: fleet
                layer: {roster.story: alive}
            """;

    @Test
    void aKilledRosterCostsNoRequestAndSendsNothingAgainThatDidNotChange() {
        try (var deployment = Deployment.start(FOLDER);
                var upstreams = Upstreams.start("orders", 3);
                var envoy = envoy(deployment.roster())) {
            var roster = deployment.roster();
            roster.client().register("orders", upstreams.get(0));
            roster.client().register("orders", upstreams.get(1));
            roster.client().register("billing", upstreams.get(2));
            envoy.awaitHosts("orders", 2);
            envoy.awaitHosts("billing", 1);
            var registered = roster.client().endpoints();
            assertThat(registered).hasSize(3);
            var updates = updates(envoy);

            try (var traffic = Traffic.through(envoy)) {
                traffic.flow(50);
                roster.kill9();
                await().atMost(ofSeconds(10)).until(() -> envoy.stat(CONNECTED) == 0);
                traffic.flow(100);

                roster.start();
                await().atMost(ofSeconds(30)).until(() -> envoy.stat(CONNECTED) == 1);
                await().during(ofSeconds(2))
                        .atMost(ofSeconds(5))
                        .untilAsserted(() -> assertThat(updates(envoy)).isEqualTo(updates));
                assertThat(roster.client().endpoints()).containsExactlyInAnyOrderElementsOf(registered);

                roster.client().register("orders", upstreams.get(2));
                envoy.awaitHosts("orders", 3);
                traffic.flow(50);
                assertThat(traffic.failures()).isEmpty();
            }
            assertThat(upstreams.get(2).requests()).isPositive();
        }
    }

    @Test
    void P62_aRosterThatIsToldToStopSendsItsClientsAwayBeforeItDoes() {
        try (var deployment = Deployment.start(FOLDER.resolve("stopped"))) {
            int port = deployment.roster().grpcPort();
            var clients = Stream.generate(() -> DeltaClient.aggregated(port))
                    .limit(20)
                    .toList();
            clients.forEach(client -> client.node("client", "orders")
                    .subscribe(WireType.CDS, "*")
                    .expectEmpty()
                    .ack());

            deployment.roster().terminate();
            clients.forEach(client -> {
                client.expectStatus(Code.UNAVAILABLE, "this replica stops");
                client.close();
            });
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DELTA_ADS", "ADS"})
    void P51_whatHasATimeToLiveLastsAsLongAsRosterDoes(Discovery way) {
        Path folder = FOLDER.resolve("mortal-" + way);
        try (var deployment = Deployment.start(folder.resolve("roster"))) {
            deployment.client().apply("mortal", MORTAL);
            String bootstrap = way.bootstrap(deployment.roster().grpcPort(), "mortal")
                    .replace("node: {", "node: {client_features: [xds.config.supports-resource-in-sotw], ");
            try (var envoy = Envoy.start(folder.resolve("envoy"), bootstrap)) {
                await().during(ofSeconds(8))
                        .atMost(ofSeconds(12))
                        .until(() -> envoy.runtime("roster.story").equals("alive"));

                deployment.roster().kill9();
                await().atMost(ofSeconds(10))
                        .until(() -> envoy.runtime("roster.story").isEmpty());
            }
        }
    }

    private static Envoy envoy(RosterProcess roster) {
        return Envoy.start(FOLDER.resolve("envoy"), Bootstrap.over("delta-ads", roster, "orders"));
    }

    /** How often Envoy took something new, per source. */
    private static Map<String, Long> updates(Envoy envoy) {
        Map<String, Long> updates = new TreeMap<>(envoy.stats("cluster"));
        updates.keySet().removeIf(name -> !name.endsWith(".update_success"));
        assertThat(updates)
                .containsKeys(
                        "cluster_manager.cds.update_success",
                        "cluster.orders.update_success",
                        "cluster.billing.update_success");
        return updates;
    }
}
