package dev.roster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.registry.api.RegistryClient;
import dev.roster.xds.grpc.DeltaClient;
import dev.roster.xds.grpc.DeltaClients;
import dev.roster.xds.grpc.WireType;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole application while nothing changes. */
@QuarkusTest
@TestProfile(RosterOnFreePorts.class)
class QuietRosterTest {
    private static final Duration QUIET = Duration.ofSeconds(30);
    /** How long a backend may keep its counts to itself. */
    private static final Duration UNREPORTED = Duration.ofSeconds(11);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    final DeltaClients clients = new DeltaClients();

    @Inject
    Pool pool;

    @Test
    void whereNothingChangesTheDatabaseIsAskedAtMostTwiceASecondByAllThatRuns() {
        RegistryClient.register("quiet", 8081);
        DeltaClient client = clients.aggregated();
        client.node("n", "edge")
                .subscribe(WireType.EDS, "quiet")
                .expectResources("quiet")
                .ack();
        client.expectNothingFor(UNREPORTED);
        long before = transactions();
        client.expectNothingFor(QUIET);
        double asked = (double) (transactions() - before) / QUIET.toSeconds();

        assertThat(asked).isPositive().isLessThanOrEqualTo(2);
    }

    /** Of everybody in the database: the application, this test and PostgreSQL's own tidying. */
    private long transactions() {
        return pool.query("select xact_commit + xact_rollback from pg_stat_database where datname = current_database()")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(PATIENCE);
    }
}
