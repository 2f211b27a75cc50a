package dev.roster.resource.store;

import dev.roster.envoy.ResourceType;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
    public Uni<Plan> change(Subject subject, Function<List<StoredResource>, Plan> decide, Intent intent) {
        return transactions.run(
                subject.isOne() ? config.databaseTimeout() : config.applyTimeout(),
                connection -> begin(connection, intent)
                        .chain(() -> rows(connection, subject))
                        .emitOn(Infrastructure.getDefaultWorkerPool()) // ten thousand would hold up an event loop
                        .map(decide)
                        .call(plan -> intent.dryRun() ? Uni.createFrom().voidItem() : write(connection, plan)),
                plan -> !intent.dryRun());
    }

    private static Uni<Void> begin(SqlConnection connection, Intent intent) {
        String restored = intent.restored() == null ? "" : Long.toString(intent.restored());
        return execute(connection, ResourceStatements.BEGIN, Tuple.of(intent.author(), restored));
    }

    private static Uni<List<StoredResource>> rows(SqlConnection connection, Subject subject) {
        Uni<List<StoredResource>> held = connection
                .preparedQuery(ResourceStatements.HOLD)
                .execute(Rows.keys(subject.keys())
                        .addString(subject.prune().group())
                        .addArrayOfString(paths(subject.prune().types())))
                .map(Rows::resources);
        if (subject.whole().isEmpty()) {
            return held;
        }
        Tuple types = Tuple.of(paths(subject.whole()));
        return execute(connection, ResourceStatements.LOCK_TYPES, types)
                .chain(() -> held)
                .chain(rows -> connection
                        .preparedQuery(ResourceStatements.LOOK)
                        .execute(types)
                        .map(seen -> both(rows, Rows.resources(seen))));
    }

    private static List<StoredResource> both(List<StoredResource> held, List<StoredResource> seen) {
        List<StoredResource> rows = new ArrayList<>(seen);
        rows.addAll(held);
        return rows;
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

    private static Uni<Void> execute(SqlConnection connection, String statement, Tuple parameters) {
        return connection.preparedQuery(statement).execute(parameters).replaceWithVoid();
    }

    private static String[] paths(Set<ResourceType> types) {
        return types.stream().map(ResourceType::path).toArray(String[]::new);
    }
}
