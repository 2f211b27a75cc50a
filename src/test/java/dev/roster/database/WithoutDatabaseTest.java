package dev.roster.database;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.RosterOnFreePorts;
import dev.roster.changelog.Schema;
import dev.roster.system.FreePort;
import dev.roster.xds.grpc.DeltaClient;
import dev.roster.xds.grpc.HealthClient;
import dev.roster.xds.grpc.WireType;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.Status.Code;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithoutDatabaseTest.NobodyListens.class)
final class WithoutDatabaseTest {
    @TestHTTPResource(value = "/health/live", management = true)
    String live;

    @TestHTTPResource(value = "/health/ready", management = true)
    String ready;

    @ConfigProperty(name = RosterOnFreePorts.GRPC_PORT)
    int port;

    @Inject
    Schema schema;

    @Test
    void rosterStartsAndWaitsForItsDatabase() {
        given().get(live).then().statusCode(200);
        assertThat(schema.ready().subscribeAsCompletionStage()).isNotDone();
    }

    @Test
    void whoStopsWaitingForTheSchemaEndsTheWaitOfNobodyElse() {
        schema.ready().subscribe().with(ready -> {}).cancel();

        assertThat(schema.ready().subscribeAsCompletionStage()).isNotDone();
    }

    @Test
    void P63_untilTheFirstViewNothingIsReadyAndStreamsAreRefused() {
        given().get(ready).then().statusCode(503);
        try (DeltaClient client = DeltaClient.aggregated(port)) {
            client.node("early", "edge").subscribe(WireType.CDS, "*").expectStatus(Code.UNAVAILABLE);
        }
    }

    @Test
    void P63_untilTheFirstViewTheHealthServiceSaysThatNothingIsServed() {
        assertThat(HealthClient.status(port)).isEqualTo(ServingStatus.NOT_SERVING);
    }

    /** A database URL where nobody listens. */
    public static final class NobodyListens implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.datasource.reactive.url",
                    "postgresql://localhost:1/roster",
                    RosterOnFreePorts.GRPC_PORT,
                    Integer.toString(FreePort.next()));
        }
    }
}
