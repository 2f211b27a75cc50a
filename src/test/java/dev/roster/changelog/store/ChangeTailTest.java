package dev.roster.changelog.store;

import static dev.roster.changelog.store.Replica.DEFAULT;
import static dev.roster.changelog.store.Replica.NEVER_BY_TICK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roster.changelog.ReloadReason;
import io.smallrye.mutiny.Uni;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ChangeTailTest {
    @RegisterExtension
    static final TestDatabases databases = new TestDatabases();

    private String database;

    @SuppressWarnings("NullAway.Init") // each test starts its own
    private Replica replica;

    @BeforeEach
    void createDatabase() throws Exception {
        database = databases.create();
    }

    @AfterEach
    void stop() {
        replica.close();
    }

    @Test
    void theFirstBatchHoldsEverything() throws Exception {
        databases.execute(database, "insert into service (name) values ('a'), ('b')");
        start(DEFAULT);
        assertThat(replica.batches).hasSize(1);
        assertThat(replica.batches.getFirst().everything()).isTrue();
        assertThat(replica.services).containsOnlyKeys("a", "b");
    }

    @Test
    void aTransactionThatBeganFirstAndCommittedLastIsNotMissed() throws Exception {
        start(DEFAULT);
        try (Connection early = databases.connect(database)) {
            early.setAutoCommit(false);
            TestDatabases.execute(early, "insert into service (name) values ('early')");
            databases.execute(database, "insert into service (name) values ('late')");
            await().until(() -> replica.services.containsKey("late"));
            assertThat(replica.services).doesNotContainKey("early");
            early.commit();
        }
        await().until(() -> replica.services.containsKey("early"));
    }

    @Test
    void anUnrelatedOpenTransactionDelaysNobodyAndMakesNoRowBeReadTwice() throws Exception {
        start(DEFAULT);
        try (Connection unrelated = databases.connect(database)) {
            unrelated.setAutoCommit(false);
            TestDatabases.execute(unrelated, "select pg_current_xact_id()");
            for (int i = 0; i < 20; i++) {
                String name = "service-" + i;
                databases.execute(database, "insert into service (name) values ('" + name + "')");
                replica.tail.discoverable().await().atMost(Duration.ofSeconds(2));
                assertThat(replica.services).containsKey(name);
            }
            assertThat(replica.keys).hasValue(20);
        }
    }

    @Test
    void aRowChangedByHandArrivesWithTheTick() throws Exception {
        start(DEFAULT);
        awaitListening();
        databases.execute(database, "insert into service (name) values ('by hand')");
        await().atMost(Duration.ofMillis(1500)).until(() -> replica.services.containsKey("by hand"));
        databases.execute(database, "delete from service");
        await().atMost(Duration.ofMillis(1500)).until(replica.services::isEmpty);
    }

    @Test
    void aKilledConnectionIsReplacedAndNothingIsMissed() throws Exception {
        start(NEVER_BY_TICK);
        awaitListening();
        databases.execute(
                "postgres",
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + database
                        + "' and application_name = 'roster-changes'");
        databases.execute(database, "insert into service (name) values ('meanwhile')");
        await().atMost(Duration.ofSeconds(2)).until(() -> replica.services.containsKey("meanwhile"));
        assertThat(replica.outages).hasValue(1);
        assertThat(replica.reloads).isEmpty();
        assertThat(replica.batches.getLast().everything()).isFalse();
        awaitListening();
    }

    @Test
    void aServerThatAnswersNoMoreIsNoticedWithinFiveSeconds() throws Exception {
        start(DEFAULT);
        long silent = databases.number(
                "postgres",
                "select pid from pg_stat_activity where datname = '" + database
                        + "' and application_name = 'roster-changes'");
        signal("-STOP", silent);
        try {
            // counted, not looked at: it is connected again before a look would see that it was not
            await().atMost(Duration.ofSeconds(5)).until(() -> replica.outages.get() > 0);
            databases.execute(database, "insert into service (name) values ('meanwhile')");
            await().atMost(Duration.ofSeconds(2)).until(() -> replica.services.containsKey("meanwhile"));
        } finally {
            signal("-CONT", silent);
        }
    }

    private static void signal(String signal, long process) throws Exception {
        new ProcessBuilder("kill", signal, Long.toString(process)).start().waitFor();
    }

    @Test
    void discoverableCompletesOnlyAfterTheBatchIsApplied() throws Exception {
        CountDownLatch mayApply = new CountDownLatch(1);
        AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));
        replica = new Replica(databases.port(), database, NEVER_BY_TICK, changes -> passed(gate.get()));
        awaitListening();
        gate.set(mayApply);
        databases.execute(database, "insert into service (name) values ('a')");
        CompletableFuture<Void> discoverable =
                replica.tail.discoverable().subscribeAsCompletionStage().toCompletableFuture();
        await().until(() -> replica.keys.get() == 1);
        assertThat(discoverable).isNotDone();
        mayApply.countDown();
        await().until(discoverable::isDone);
        assertThat(replica.services).containsKey("a");
    }

    @Test
    void manyWaitersShareAFewReads() throws Exception {
        start(NEVER_BY_TICK);
        awaitListening();
        int before = replica.reads.get();
        List<Uni<Void>> waiters = IntStream.range(0, 1000)
                .mapToObj(i -> replica.tail.discoverable())
                .toList();
        Uni.join().all(waiters).andFailFast().await().atMost(Duration.ofSeconds(2));
        assertThat(replica.reads.get() - before).isLessThan(100);
    }

    @Test
    void discoverableCompletesWhenNothingChanged() throws Exception {
        start(NEVER_BY_TICK);
        awaitListening();
        replica.tail.discoverable().await().atMost(Duration.ofSeconds(2));
        assertThat(replica.batches).hasSize(1);
    }

    @Test
    void truncateLoadsEverything() throws Exception {
        databases.execute(database, "insert into service (name) values ('a')");
        start(DEFAULT);
        databases.execute(database, "truncate service cascade");
        await().until(replica.services::isEmpty);
        assertThat(replica.reloads).containsExactly(ReloadReason.TRUNCATED);
        assertThat(replica.batches.getLast().everything()).isTrue();
    }

    @Test
    void aBulkChangeLoadsEverythingHoweverFewItsKeys() throws Exception {
        start(DEFAULT);
        databases.execute(
                database, "insert into change (kind, key) select 'service', 'a' from generate_series(1, 150000)");
        await().until(() -> replica.batches.size() > 1);
        assertThat(replica.reloads).containsExactly(ReloadReason.TOO_MANY);
        assertThat(replica.batches.getLast().everything()).isTrue();
        assertThat(replica.outages).hasValue(0);
    }

    @Test
    void anUnknownKindIsIgnored() throws Exception {
        start(DEFAULT);
        databases.execute(database, "insert into change (kind, key) values ('of a later release', 'a')");
        databases.execute(database, "insert into service (name) values ('a')");
        await().until(() -> replica.services.containsKey("a"));
    }

    @Test
    void anotherReplicaHearsOfAChangeLongBeforeItsTick() throws Exception {
        start(NEVER_BY_TICK);
        try (Replica other = new Replica(databases.port(), database, NEVER_BY_TICK)) {
            awaitListening();
            await().until(other::listening);
            databases.execute(database, "insert into service (name) values ('a')");
            replica.tail.discoverable().await().atMost(Duration.ofSeconds(2));
            await().atMost(Duration.ofSeconds(2)).until(() -> other.services.containsKey("a"));
        }
    }

    @Test
    void onesOwnHintMakesNoRead() throws Exception {
        start(NEVER_BY_TICK);
        awaitListening();
        int before = replica.reads.get();
        replica.tail.discoverable().await().atMost(Duration.ofSeconds(2));
        await().during(Duration.ofMillis(500)).until(() -> replica.reads.get() == before + 1);
    }

    @Test
    void anotherDatabaseBehindTheAddressLoadsEverything() throws Exception {
        databases.execute(database, "insert into service (name) values ('a')");
        start(DEFAULT);
        String restored = databases.create();
        disconnectAndBar(database);
        databases.execute("postgres", "alter database " + database + " rename to gone");
        databases.execute("postgres", "alter database " + restored + " rename to " + database);
        await().until(() -> replica.reloads.contains(ReloadReason.OTHER_SERVER));
        await().until(replica.services::isEmpty);
    }

    private static void disconnectAndBar(String database) throws Exception {
        databases.execute("postgres", "alter database " + database + " allow_connections false");
        databases.execute(
                "postgres",
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '" + database + "'");
    }

    private void start(Replica.Config config) {
        replica = new Replica(databases.port(), database, config);
        await().until(() -> !replica.batches.isEmpty());
    }

    private void awaitListening() {
        await().atMost(Duration.ofSeconds(3)).until(replica::listening);
    }

    private static void passed(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
