package dev.roster.xds.grpc;

import static io.restassured.RestAssured.given;

import dev.roster.RosterOnFreePorts;
import io.grpc.Status.Code;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ShortConnections.class)
class ConnectionAgeTest {
    @ConfigProperty(name = RosterOnFreePorts.GRPC_PORT)
    int port;

    @Test
    void P62_anOldConnectionEndsAndWhoComesAnewIsSentNothingAgain() {
        given().contentType(ContentType.JSON)
                .body("{\"service\":\"aged\",\"address\":\"10.0.0.1\",\"port_value\":8081}")
                .post("/endpoints");
        String version;
        try (DeltaClient client = DeltaClient.aggregated(port)) {
            client.node("n1", "edge")
                    .subscribe(WireType.EDS, "aged")
                    .expectResources("aged")
                    .ack();
            version = client.last().getResources(0).getVersion();
            client.expectStatus(Code.UNAVAILABLE, "max_age");
        }
        try (DeltaClient again = DeltaClient.aggregated(port)) {
            again.node("n1", "edge")
                    .initialVersions(Map.of("aged", version))
                    .subscribe(WireType.EDS, "aged")
                    .expectNothingFor(Duration.ofMillis(300));
        }
    }
}
