package dev.roster.changelog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class QuietTest {
    @RegisterExtension
    static final TestDatabases databases = new TestDatabases();

    @Test
    void whereNothingChangesAReplicaAsksAtMostTwiceASecond() throws Exception {
        String database = databases.create();
        try (Replica replica = new Replica(databases.port(), database, Replica.Config.DEFAULT)) {
            await().until(replica::listening);
            long began = System.nanoTime();
            long before = transactions(database);
            int reads = replica.reads.get();
            await().atMost(Duration.ofSeconds(20)).until(() -> replica.reads.get() >= reads + 8);
            // The server counts with a delay of up to a second, and this test's own questions too.
            long asked = transactions(database) - before;
            double seconds = (System.nanoTime() - began) / 1e9;
            assertThat(asked / seconds).isLessThanOrEqualTo(2);
            assertThat(replica.batches).hasSize(1);
        }
    }

    private static long transactions(String database) throws Exception {
        return databases.number(
                "postgres",
                "select xact_commit + xact_rollback from pg_stat_database where datname = '" + database + "'");
    }
}
