package dev.roster.xds.grpc;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import dev.roster.Logged;
import dev.roster.RosterOnFreePorts;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.grpc.Status.Code;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RosterOnFreePorts.class)
class StreamsTest {
    private static final int BURST = 1000;

    @ConfigProperty(name = RosterOnFreePorts.GRPC_PORT)
    int port;

    @TestHTTPResource(value = "/metrics", management = true)
    String metrics;

    @Inject
    MeterRegistry meters;

    @BeforeEach
    void register() {
        put("streamed", 8081);
    }

    @Test
    void aRegistrationIsPushedAndItsAcknowledgementIsNotAnswered() {
        try (DeltaClient client = DeltaClient.aggregated(port)) {
            client.node("n1", "edge")
                    .subscribe(WireType.EDS, "streamed")
                    .expectResources("streamed")
                    .ack();
            put("streamed", 8082);
            client.expectResources("streamed").ack().expectNothingFor(Duration.ofMillis(300));
        }
    }

    @Test
    void aStateOfTheWorldClientIsServedToo() {
        try (SotwClient client = SotwClient.of(WireType.EDS, port)) {
            client.node("n2", "edge")
                    .subscribe(WireType.EDS, "streamed")
                    .expectResources("streamed")
                    .ack();
        }
    }

    @Test
    void P23_aRequestLargerThanGrpcsUsualLimitIsTaken() {
        Map<String, String> versions = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            versions.put("a-service-with-a-rather-long-name-of-its-own-" + i, "0123456789abcdef");
        }
        try (DeltaClient client = DeltaClient.aggregated(port)) {
            client.node("n3", "edge")
                    .initialVersions(versions)
                    .subscribe(WireType.EDS, "streamed")
                    .expectResources("streamed")
                    .ack();
        }
    }

    @Test
    void P24_aBurstOfSingleSubscribesIsAnsweredInFewResponses() {
        try (DeltaClient client = DeltaClient.aggregated(port)) {
            client.node("n4", "edge")
                    .subscribe(WireType.EDS, "streamed")
                    .expectResources("streamed")
                    .ack();
            for (int i = 0; i < BURST; i++) {
                client.subscribe(WireType.EDS, "burst-" + i);
            }
            await().until(() -> client.received().stream()
                            .mapToInt(response -> response.getRemovedResourcesCount())
                            .sum()
                    == BURST);
            assertThat(client.received()).hasSizeLessThan(BURST / 4);
        }
    }

    @Test
    void P60_aMissingTypeUrlOnTheAggregatedStreamIsAnInvalidArgument() {
        try (DeltaClient client = DeltaClient.aggregated(port)) {
            client.send(DeltaDiscoveryRequest.getDefaultInstance()).expectStatus(Code.INVALID_ARGUMENT);
        }
    }

    @Test
    void P60_anotherTypeOnTheStreamOfOneIsAnInvalidArgument() {
        try (DeltaClient client = DeltaClient.of(WireType.EDS, port)) {
            client.send(DeltaDiscoveryRequest.newBuilder()
                            .setTypeUrl("type.googleapis.com/envoy.config.cluster.v3.Cluster")
                            .build())
                    .expectStatus(Code.INVALID_ARGUMENT);
        }
    }

    @Test
    void P60_aMissingTypeUrlOnTheStreamOfOneTypeIsImplied() {
        try (DeltaClient client = DeltaClient.of(WireType.EDS, port)) {
            client.on(WireType.EDS)
                    .send(DeltaDiscoveryRequest.newBuilder()
                            .addResourceNamesSubscribe("streamed")
                            .build())
                    .expectResources("streamed")
                    .ack();
        }
    }

    @Test
    void P61_halfCloseCompletesTheCall() {
        try (DeltaClient client = DeltaClient.aggregated(port)) {
            client.node("n5", "edge")
                    .subscribe(WireType.EDS, "streamed")
                    .expectResources("streamed")
                    .ack();
            client.halfClose().expectStatus(Code.OK);
        }
    }

    @Test
    void aStreamThatAsksForTooManyNamesIsEnded() {
        String[] names = new String[100_001];
        for (int i = 0; i < names.length; i++) {
            names[i] = "name-" + i;
        }
        try (DeltaClient client = DeltaClient.aggregated(port)) {
            client.node("n6", "edge").subscribe(WireType.EDS, names).expectStatus(Code.RESOURCE_EXHAUSTED);
        }
    }

    @Test
    void aRequestOverTheBoundEndsOnlyItsStream() {
        try (DeltaClient good = DeltaClient.aggregated(port);
                DeltaClient bad = DeltaClient.aggregated(port)) {
            good.node("n7", "edge")
                    .subscribe(WireType.EDS, "streamed")
                    .expectResources("streamed")
                    .ack();
            bad.send(DeltaDiscoveryRequest.newBuilder()
                            .setTypeUrl("x".repeat(34_000_000))
                            .build())
                    .expectStatus(Code.RESOURCE_EXHAUSTED);
            put("streamed", 8083);
            good.expectResources("streamed").ack();
        }
    }

    @Test
    void P61_aCancelledCallAndALostConnectionFreeTheirSessions() {
        double before = streams();
        DeltaClient client = DeltaClient.aggregated(port);
        client.node("n8", "edge")
                .subscribe(WireType.EDS, "streamed")
                .expectResources("streamed")
                .ack();
        await().until(() -> streams() == before + 1);
        client.close();
        await().until(() -> streams() == before);
    }

    @Test
    void aRejectionIsLoggedWithTheClientsWordsAndForgesNoLine() {
        try (Logged rejections = Logged.warnings("dev.roster.xds");
                DeltaClient client = DeltaClient.aggregated(port)) {
            client.node("n9\nforged", "edge")
                    .subscribe(WireType.EDS, "streamed")
                    .expectResources("streamed")
                    .nack("malformed IP address\nsecond line");
            await().until(() -> !rejections.lines().isEmpty());
            assertThat(rejections.lines())
                    .singleElement(as(STRING))
                    .contains("n9 forged of edge", "streamed", "malformed IP address second line")
                    .doesNotContain("\n");
        }
    }

    @Test
    void theMetricsThatTheReadmeNamesAreThere() {
        try (DeltaClient client = DeltaClient.aggregated(port)) {
            client.node("n10", "edge")
                    .subscribe(WireType.EDS, "streamed")
                    .expectResources("streamed")
                    .ack();
            put("streamed", 8084);
            client.expectResources("streamed").ack();
            await().untilAsserted(() -> assertThat(given().get(metrics).asString())
                    .contains(
                            "roster_xds_streams{transport=\"delta-ads\"",
                            "roster_xds_subscriptions{type=\"endpoint\"",
                            "roster_xds_responses_total{cause=\"change\",type=\"endpoint\"",
                            "roster_xds_acks_total{type=\"endpoint\"",
                            "roster_xds_nacks_total{type=\"endpoint\"",
                            "roster_xds_acknowledged_seconds_bucket{type=\"endpoint\"",
                            "roster_change_log_lag_seconds",
                            "roster_registrations_total{outcome=\"created\"",
                            "roster_snapshot_resources{type=\"cluster\""));
        }
    }

    private double streams() {
        return meters.get("roster.xds.streams")
                .tag("transport", "delta-ads")
                .gauge()
                .value();
    }

    private static void put(String service, int newPort) {
        given().contentType(ContentType.JSON)
                .body("{\"service\":\"" + service + "\",\"address\":\"10.0.0.1\",\"port_value\":" + newPort
                        + ",\"weight\":" + (1 + (int) (System.nanoTime() % 1000)) + "}")
                .post("/endpoints");
    }
}
