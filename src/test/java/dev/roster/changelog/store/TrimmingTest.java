package dev.roster.changelog.store;

import static dev.roster.changelog.store.Replica.DEFAULT;
import static dev.roster.changelog.store.Replica.KEEPS_NOTHING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roster.changelog.ReloadReason;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class TrimmingTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @RegisterExtension
    static final TestDatabases databases = new TestDatabases();

    private String database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = databases.create();
    }

    @Test
    void rowsYoungerThanTheRetentionStay() throws Exception {
        try (Replica replica = started(DEFAULT)) {
            databases.execute(database, "insert into service (name) values ('a')");
            replica.trimming.trim().await().atMost(SOON);
            assertThat(logged()).isEqualTo(1);
        }
    }

    @Test
    void rowsBelowAnOldMarkGo() throws Exception {
        try (Replica replica = started(KEEPS_NOTHING)) {
            databases.execute(database, "insert into service (name) values ('a')");
            replica.trimming.trim().await().atMost(SOON);
            replica.trimming.trim().await().atMost(SOON);
            assertThat(logged()).isZero();
        }
    }

    @Test
    void aReaderThatTheLogWasTrimmedPastLoadsEverything() throws Exception {
        try (Replica replica = started(KEEPS_NOTHING)) {
            databases.execute(database, "insert into service (name) values ('a')");
            replica.trimming.trim().await().atMost(SOON);
            replica.trimming.trim().await().atMost(SOON);
            replica.tail.discoverable().await().atMost(SOON);
            assertThat(replica.reloads).containsExactly(ReloadReason.TRIMMED);
            assertThat(replica.services).containsKey("a");
        }
    }

    @Test
    void aReaderThatKeptUpLoadsNothingAnew() throws Exception {
        try (Replica replica = started(KEEPS_NOTHING)) {
            for (int i = 0; i < 5; i++) {
                databases.execute(database, "insert into service (name) values ('" + i + "')");
                replica.tail.discoverable().await().atMost(SOON);
                replica.trimming.trim().await().atMost(SOON);
                replica.tail.discoverable().await().atMost(SOON);
            }
            assertThat(replica.reloads).isEmpty();
            assertThat(replica.services).hasSize(5);
        }
    }

    @Test
    void whatATransactionStillOpenHasLoggedIsKeptForItsReaders() throws Exception {
        try (Replica replica = started(KEEPS_NOTHING);
                Connection open = databases.connect(database)) {
            open.setAutoCommit(false);
            TestDatabases.execute(open, "insert into service (name) values ('open')");
            databases.execute(database, "insert into service (name) values ('ended')");
            replica.tail.discoverable().await().atMost(SOON);
            replica.trimming.trim().await().atMost(SOON);
            replica.trimming.trim().await().atMost(SOON);
            open.commit();
            replica.trimming.trim().await().atMost(SOON);
            replica.tail.discoverable().await().atMost(SOON);
            assertThat(replica.services).containsOnlyKeys("open", "ended");
        }
    }

    @Test
    void aTransactionOlderThanTheMigrationMakesNobodyLoadAnew() throws Exception {
        try (Connection old = databases.connect("postgres")) {
            old.setAutoCommit(false);
            TestDatabases.execute(old, "select pg_current_xact_id()");
            database = databases.migrate();
            try (Replica replica = started(DEFAULT)) {
                databases.execute(database, "insert into service (name) values ('a')");
                replica.tail.discoverable().await().atMost(SOON);
                assertThat(replica.services).containsKey("a");
                assertThat(replica.reloads).isEmpty();
            }
        }
    }

    @Test
    void whatABackupOfAnotherClusterBroughtAlongIsForgottenAtTheStart() throws Exception {
        databases.execute(database, "insert into service (name) values ('restored')");
        databases.execute(database, "update change set xid = '9000000000000'");
        databases.execute(database, "insert into change_mark (xid) values ('9000000000000')");
        databases.execute(database, "update change_trim set xid = '9000000000000'");
        try (Replica replica = started(KEEPS_NOTHING)) {
            assertThat(logged()).isZero();
            assertThat(databases.number(database, "select count(*) from change_mark"))
                    .isZero();
            databases.execute(database, "insert into service (name) values ('a')");
            replica.tail.discoverable().await().atMost(SOON);
            assertThat(replica.reloads).isEmpty();
            assertThat(replica.keys).hasValue(2);
            assertThat(replica.services).containsOnlyKeys("restored", "a");
        }
    }

    private Replica started(Replica.Config config) {
        Replica replica = new Replica(databases.port(), database, config);
        await().until(() -> !replica.batches.isEmpty());
        return replica;
    }

    private long logged() throws Exception {
        return databases.number(database, "select count(*) from change");
    }
}
