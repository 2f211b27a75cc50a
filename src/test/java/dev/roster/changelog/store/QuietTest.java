package dev.roster.changelog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class QuietTest {
    private static final Duration QUIET = Duration.ofSeconds(16);

    @RegisterExtension
    static final TestDatabases databases = new TestDatabases();

    @Test
    void whereNothingChangesAReplicaAsksAtMostTwiceASecond() throws Exception {
        String database = databases.create();
        try (Replica replica = new Replica(databases.port(), database, Replica.DEFAULT)) {
            await().until(replica::listening);
            assertThatItAsksAtMostTwiceASecond(replica, database);
        }
    }

    @Test
    void norDoesItAskMoreOftenWhereNoHintsArrive() throws Exception {
        String database = databases.create();
        String elsewhere = databases.create();
        Replica.Place place = new Replica.Place(databases.port(), database, elsewhere);
        try (Replica replica = new Replica(place, Replica.DEFAULT, changes -> {})) {
            await().until(() -> replica.reads.get() > 0);
            assertThatItAsksAtMostTwiceASecond(replica, database, elsewhere);
            assertThat(replica.listening()).isFalse();
        }
    }

    /** Over longer than it takes to ask once more whether hints arrive. */
    private static void assertThatItAsksAtMostTwiceASecond(Replica replica, String... of) throws Exception {
        long before = transactions(of);
        await().during(QUIET).atMost(QUIET.multipliedBy(2)).until(() -> replica.batches.size() == 1);
        // The server counts with a delay of up to a second.
        double asked = transactions(of) - before;
        assertThat(asked / QUIET.toSeconds()).isPositive().isLessThanOrEqualTo(2);
    }

    private static long transactions(String... databases) throws Exception {
        return QuietTest.databases.number(
                "postgres",
                "select sum(xact_commit + xact_rollback) from pg_stat_database where datname in ('"
                        + String.join("', '", databases) + "')");
    }
}
