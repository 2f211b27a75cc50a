package dev.roster.xds.grpc;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roster.RosterOnFreePorts;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Clients that read slowly or never, over the wire. */
@QuarkusTest
@TestProfile(HastyRoster.class)
class ReadingTest {
    private static final int RESOURCE = 100_000;
    /** What a gRPC client takes in before it is asked to, and what the server lets pile up behind that. */
    private static final int WINDOWS = 1024 * 1024 + 32 * 1024;

    @ConfigProperty(name = RosterOnFreePorts.GRPC_PORT)
    int port;

    @Inject
    MeterRegistry meters;

    @Test
    void aClientThatReadsNothingHoldsLittleAndIsSentAway() {
        given().contentType("application/json")
                .body("{\"name\":\"large\",\"metadata\":{\"filter_metadata\":{\"a\":{\"b\":\"" + "x".repeat(RESOURCE)
                        + "\"}}}}")
                .put("/v1/resources/clusters/large")
                .then()
                .statusCode(201);
        double sentBefore = sent();
        try (SilentClient client = new SilentClient(port)) {
            client.asks(WireType.CDS, "large");
            await().until(() -> streams() == 1);
            await().pollInterval(Duration.ofMillis(25)).until(() -> {
                client.asks(WireType.CDS, "large");
                return streams() == 0;
            });
        }

        assertThat(sent() - sentBefore).isBetween(2.0 * RESOURCE, WINDOWS + 1.1 * RESOURCE);
    }

    private double sent() {
        return meters.get("roster.xds.sent").tag("type", "cluster").counter().count();
    }

    private double streams() {
        return meters.get("roster.xds.streams")
                .tag("transport", "delta-ads")
                .gauge()
                .value();
    }
}
