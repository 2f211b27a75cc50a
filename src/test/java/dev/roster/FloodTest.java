package dev.roster;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roster.xds.grpc.DeltaClient;
import dev.roster.xds.grpc.WireType;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who floods a port loses the connection, and costs nobody else anything. */
@QuarkusTest
@TestProfile(RosterOnFreePorts.class)
class FloodTest {
    private static final int CHANGES = 3;
    /** More than the database has connections for: those of requests that were taken back come free again. */
    private static final int READS = 50;

    @ConfigProperty(name = RosterOnFreePorts.GRPC_PORT)
    int grpc;

    @TestHTTPResource
    URI http;

    private static int changes;

    @ParameterizedTest
    @EnumSource
    void theGrpcPortEndsIt(Flood flood) {
        byte[] request = request(Map.of(
                ":method", "POST",
                ":path", "/envoy.service.discovery.v3.AggregatedDiscoveryService/DeltaAggregatedResources",
                "content-type", "application/grpc",
                "te", "trailers"));
        othersAreServedWhile(flood, grpc, request);
    }

    @ParameterizedTest
    @EnumSource
    void theHttpPortEndsIt(Flood flood) {
        othersAreServedWhile(flood, http.getPort(), request(Map.of(":method", "GET", ":path", "/endpoints")));
        for (int read = 0; read < READS; read++) {
            given().get("/endpoints").then().statusCode(200);
        }
    }

    private void othersAreServedWhile(Flood flood, int port, byte[] request) {
        register();
        try (Logged errors = Logged.errors();
                DeltaClient client = DeltaClient.aggregated(grpc);
                Flooder flooder = Flooder.start(port, flood, request)) {
            client.node("flooded", "edge")
                    .subscribe(WireType.EDS, "flooded")
                    .expectResources("flooded")
                    .ack();
            for (int change = 0; change < CHANGES; change++) {
                register();
                client.expectResources("flooded").ack();
            }
            await().atMost(Duration.ofSeconds(20)).until(flooder::ended);
            assertThat(errors.lines()).isEmpty();
        }
    }

    /** Flooded as it is, the machine may be too busy for a write in time; then a client tries again. */
    private static void register() {
        changes++;
        String body = "{\"service\":\"flooded\",\"address\":\"10.0.0.1\",\"port_value\":%d}".formatted(changes);
        await().until(() -> given().contentType(ContentType.JSON)
                        .body(body)
                        .post("/endpoints")
                        .statusCode()
                < 300);
    }

    private static byte[] request(Map<String, String> fields) {
        Map<String, String> all = new TreeMap<>(fields); // the pseudo-headers come first
        all.put(":scheme", "http");
        all.put(":authority", "roster");
        return Flood.headers(all);
    }
}
