package dev.roster.resource.store;

import dev.roster.changelog.Schema;
import dev.roster.resource.ResourceConfig;
import dev.roster.store.Database;
import dev.roster.store.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Removes versions of resources that are older than the last few, and those of resources deleted long ago. Thread-safe. */
@Singleton
final class HistoryTrimming {
    private static final Logger LOG = Logger.getLogger("dev.roster.resource");

    /** Revisions have no gaps: one has this many after it when the one so far ahead exists. */
    private static final String TRIM = """
            delete from resource_history as old
            using resource_history as newer
            where newer.type = old.type and newer.node_group = old.node_group and newer.name = old.name
              and newer.revision = old.revision + $1
            """;

    private static final String FORGET = """
            delete from resource_history as old
            using resource_history as gone
            where gone.body is null and gone.written_at < clock_timestamp() - $1 * interval '1 millisecond'
              and gone.type = old.type and gone.node_group = old.node_group and gone.name = old.name
              and not exists (select from resource_history as later
                              where later.type = gone.type and later.node_group = gone.node_group
                                and later.name = gone.name and later.revision > gone.revision)
            """;

    /** Whatever the planner believes to be there: the next revision is looked up for each. */
    private static final String BY_INDEX = "set local enable_seqscan = off";

    private final Transactions transactions;
    private final Schema schema;
    private final ResourceConfig config;

    HistoryTrimming(Pool pool, Schema schema, ResourceConfig config) {
        this.transactions = new Transactions(pool, new Database(config.databaseTimeout()));
        this.schema = schema;
        this.config = config;
    }

    @Scheduled(
            every = "${roster.resources.tidy-every}",
            delayed = "20s",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> regularly() {
        return trim().onFailure()
                .invoke(e -> LOG.debug("Trimming the history of resources is put off", e))
                .onFailure()
                .recoverWithNull();
    }

    Uni<Void> trim() {
        return schema.ready()
                .chain(() -> transactions.run(config.applyTimeout(), this::trim, done -> true))
                .replaceWithVoid();
    }

    private Uni<Boolean> trim(SqlConnection connection) {
        return connection
                .query(BY_INDEX)
                .execute()
                .chain(() -> connection.preparedQuery(TRIM).execute(Tuple.of((long) config.history())))
                .chain(() -> connection.preparedQuery(FORGET).execute(Tuple.of((double)
                        config.historyOfDeleted().toMillis())))
                .replaceWith(true);
    }
}
