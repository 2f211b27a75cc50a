package dev.roster.system;

import static dev.roster.xds.grpc.WireType.CDS;
import static dev.roster.xds.grpc.WireType.EDS;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roster.xds.grpc.DeltaClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PostgreSQL is not there yet, or no longer. */
@Timeout(180)
final class DatabaseOutageIT {
    private static final Path FOLDER = Folder.of(DatabaseOutageIT.class);

    @Test
    void withoutADatabaseItWaitsAndSaysSoAndIsReadyOnceThereIsOne() {
        try (var database = Database.planned(FOLDER.resolve("late-database"));
                var roster = RosterProcess.on(database, FOLDER.resolve("early-roster"))) {
            roster.launch();
            await("live").atMost(ofSeconds(60)).until(roster::live);
            assertThat(roster.management("/q/health/ready").status()).isEqualTo(503);
            await("a line about the database").atMost(ofSeconds(10)).until(() -> saysWhatIsMissing(roster));
            assertThat(roster.alive()).isTrue();

            database.start();
            roster.awaitReady();
            assertThat(roster.children())
                    .as("the database that it was told of is the only one")
                    .isEmpty();
            assertThat(FOLDER.resolve("early-roster").resolve(".roster")).doesNotExist();
        }
    }

    @Test
    void withTheDatabaseGoneTheLastViewIsServedAndWritesFailFastUntilItIsBack() {
        try (var deployment = Deployment.start(FOLDER);
                var upstreams = Upstreams.start("orders", 2)) {
            var roster = deployment.roster();
            var database = deployment.database();
            roster.client().register("orders", upstreams.get(0));
            try (var connected = envoy("envoy-before", roster)) {
                connected.awaitHosts("orders", 1);
                database.stop();

                for (int i = 0; i < 3; i++) {
                    writeFailsFast(roster, upstreams.get(1));
                }
                assertThat(roster.live()).isTrue();
                aNewClientGetsTheLastView(roster);
                try (var late = envoy("envoy-during", roster)) {
                    late.awaitHosts("orders", 1);
                    assertThat(late.requests(5)).isEqualTo(Map.of("orders-1", 5));

                    database.start();
                    await("a write").atMost(ofSeconds(20)).until(() -> writes(roster, upstreams.get(1)));
                    late.awaitHosts("orders", 2);
                }
                connected.awaitHosts("orders", 2);
                assertThat(connected.requests(10)).containsOnlyKeys(upstreams.names());
            }
        }
    }

    private static boolean saysWhatIsMissing(RosterProcess roster) {
        return roster.log().lines().anyMatch(line -> line.matches("(?i).*WARN.*database.*refused.*"));
    }

    private static void writeFailsFast(RosterProcess roster, Upstream upstream) {
        long begin = System.nanoTime();
        Answer answer = roster.client().tryRegister(Optional.of("orders"), upstream.port());
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(System.nanoTime() - begin).isLessThan(ofSeconds(1).toNanos());
    }

    private static boolean writes(RosterProcess roster, Upstream upstream) {
        Answer answer = roster.client().tryRegister(Optional.of("orders"), upstream.port());
        assertThat(answer.status()).as(answer.body()).isIn(200, 201, 503);
        return answer.status() != 503;
    }

    private static void aNewClientGetsTheLastView(RosterProcess roster) {
        try (var client = DeltaClient.aggregated(roster.grpcPort())) {
            client.node("late", "edge")
                    .subscribe(CDS, "*")
                    .expectResources("orders")
                    .ack();
            client.subscribe(EDS, "orders").expectResources("orders").ack();
        }
    }

    private static Envoy envoy(String name, RosterProcess roster) {
        return Envoy.start(FOLDER.resolve(name), Bootstrap.over("delta-ads", roster, "orders"));
    }
}
