package dev.roster.system;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.xds.grpc.DeltaClient;
import dev.roster.xds.grpc.WireType;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two replicas on one database: each shows the clients of both, for as long as there is a way to know of them. */
@Timeout(180)
final class FleetIT {
    private static final Path FOLDER = Folder.of(FleetIT.class);

    @Test
    void eachReplicaShowsTheClientsOfBothUntilTheOtherOrTheDatabaseIsGone() {
        try (var database = Database.start(FOLDER.resolve("database"));
                var here = replica(database, "here").start();
                var there = replica(database, "there").start();
                var clientThere = DeltaClient.aggregated(there.grpcPort());
                var clientHere = DeltaClient.aggregated(here.grpcPort())) {
            await().atMost(ofSeconds(20)).untilAsserted(() -> here.client().putService("judged", "{}"));
            clientHere
                    .node("client-here", "edge")
                    .subscribe(WireType.EDS, "judged")
                    .expectResources("judged")
                    .ack();
            await().untilAsserted(() -> clientThere
                    .node("client-there", "edge")
                    .subscribe(WireType.EDS, "judged")
                    .expectResources("judged"));
            clientThere.nack("no such locality");

            await().atMost(ofSeconds(20)).untilAsserted(() -> {
                JsonNode resource = node(here, "client-there").at("/streams/0/types/0/resources/0");
                assertThat(resource.path("status").asText()).isEqualTo("ERROR");
                assertThat(resource.path("error").asText()).isEqualTo("no such locality");
            });
            assertThat(node(here, "client-there").at("/streams/0/replica").asText())
                    .isEqualTo("there");
            assertThat(list(here).path("items")).hasSize(2);
            await().atMost(ofSeconds(20))
                    .untilAsserted(() -> assertThat(list(there).path("items")).hasSize(2));

            there.kill9();
            await().atMost(ofSeconds(30))
                    .untilAsserted(() -> assertThat(list(here).path("items")).hasSize(1));

            database.stop();
            await().atMost(ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(list(here).path("complete").asBoolean()).isFalse());
            assertThat(list(here).at("/items/0/id").asText()).isEqualTo("client-here");
        }
    }

    private static RosterProcess replica(Database database, String name) {
        return RosterProcess.on(database, FOLDER.resolve(name))
                .with("ROSTER_STATUS_REPLICA", name)
                .with("ROSTER_STATUS_PUBLISH_EVERY", "1s")
                .with("ROSTER_STATUS_SIGN_OF_LIFE", "1s")
                .with("ROSTER_STATUS_REPLICA_TIMEOUT", "4s");
    }

    private static JsonNode node(RosterProcess roster, String id) {
        return roster.client().get("/v1/nodes/" + id).json();
    }

    private static JsonNode list(RosterProcess roster) {
        return roster.client().get("/v1/nodes").json();
    }
}
