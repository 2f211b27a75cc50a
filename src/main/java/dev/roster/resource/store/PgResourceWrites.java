package dev.roster.resource.store;

import dev.roster.envoy.ResourceType;
import dev.roster.resource.Clash;
import dev.roster.resource.Intent;
import dev.roster.resource.Plan;
import dev.roster.resource.ResourceConfig;
import dev.roster.resource.ResourceKey;
import dev.roster.resource.ResourceWrites;
import dev.roster.resource.StoredResource;
import dev.roster.store.Database;
import dev.roster.store.Transactions;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** {@link ResourceWrites} with the PG client: a few statements, however many resources. Thread-safe. */
@Singleton
final class PgResourceWrites implements ResourceWrites {
    private final Transactions transactions;
    private final ResourceConfig config;

    PgResourceWrites(Pool pool, ResourceConfig config) {
        this.transactions = new Transactions(pool, new Database(config.databaseTimeout()));
        this.config = config;
    }

    @Override
    public Uni<Plan> change(
            Subject subject, Function<List<StoredResource>, Plan> decide, Consumer<List<Clash>> judge, Intent intent) {
        return transactions.run(
                subject.isOne() ? config.databaseTimeout() : config.applyTimeout(),
                connection -> begin(connection, intent)
                        .chain(() -> held(connection, subject))
                        .emitOn(Infrastructure.getDefaultWorkerPool()) // ten thousand would hold up an event loop
                        .map(decide)
                        .call(plan -> write(connection, plan))
                        .call(plan -> clashes(connection, plan.arrivals()).invoke(judge)),
                plan -> !intent.dryRun());
    }

    private static Uni<Void> begin(SqlConnection connection, Intent intent) {
        String restored = intent.restored() == null ? "" : Long.toString(intent.restored());
        return execute(connection, ResourceStatements.BEGIN, Tuple.of(intent.author(), restored));
    }

    private static Uni<List<StoredResource>> held(SqlConnection connection, Subject subject) {
        return connection
                .preparedQuery(ResourceStatements.HOLD)
                .execute(Rows.keys(subject.keys())
                        .addString(subject.prune().group())
                        .addArrayOfString(paths(subject.prune().types())))
                .map(Rows::resources);
    }

    private static Uni<Void> write(SqlConnection connection, Plan plan) {
        return insertOrUpdate(connection, ResourceStatements.INSERT, plan.created())
                .chain(() -> insertOrUpdate(connection, ResourceStatements.UPDATE, plan.changed()))
                .chain(() -> delete(connection, plan.removed()));
    }

    private static Uni<Void> insertOrUpdate(SqlConnection connection, String statement, List<StoredResource> rows) {
        return rows.isEmpty() ? Uni.createFrom().voidItem() : execute(connection, statement, Rows.of(rows));
    }

    private static Uni<Void> delete(SqlConnection connection, List<ResourceKey> keys) {
        return keys.isEmpty()
                ? Uni.createFrom().voidItem()
                : execute(connection, ResourceStatements.DELETE, Rows.keys(keys));
    }

    /** Looked for among what is written: the next one to claim the same waits until this transaction ends, and sees it. */
    private static Uni<List<Clash>> clashes(SqlConnection connection, Plan.Arrivals arrivals) {
        if (arrivals.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return execute(connection, ResourceStatements.LOCK_CLAIMS, Rows.arrivals(arrivals))
                .chain(() ->
                        connection.preparedQuery(ResourceStatements.CLASHES).execute(Rows.arrivals(arrivals)))
                .map(Rows::clashes);
    }

    private static Uni<Void> execute(SqlConnection connection, String statement, Tuple parameters) {
        return connection.preparedQuery(statement).execute(parameters).replaceWithVoid();
    }

    private static String[] paths(Set<ResourceType> types) {
        return types.stream().map(ResourceType::path).toArray(String[]::new);
    }
}
