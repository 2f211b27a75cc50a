package dev.roster.registry.store;

import dev.roster.registry.Batch;
import dev.roster.registry.Deregistration;
import dev.roster.registry.EndpointAddress;
import dev.roster.registry.EndpointWrites;
import dev.roster.registry.Outcome;
import dev.roster.registry.Refusal;
import dev.roster.registry.RefusedException;
import dev.roster.registry.Registration;
import dev.roster.registry.RegistryConfig;
import dev.roster.registry.RolledBackException;
import dev.roster.request.Violation;
import dev.roster.store.Database;
import dev.roster.store.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@link EndpointWrites} with the PG client. Thread-safe. */
@Singleton
final class PgEndpointWrites implements EndpointWrites {
    private static final Refusal TWICE = new Refusal.Conflicts(
            List.of(new Violation("register", "", "two items must not write the same stored endpoint")));

    private final Pool pool;
    private final Database database;
    private final Transactions transactions;
    private final Duration batchTimeout;

    PgEndpointWrites(Pool pool, RegistryConfig config) {
        this.pool = pool;
        this.database = new Database(config.databaseTimeout());
        this.transactions = new Transactions(pool, database);
        this.batchTimeout = config.batchTimeout();
    }

    @Override
    public Uni<List<Outcome>> register(List<Registration> registrations) {
        return single(() -> register(pool, registrations));
    }

    @Override
    public Uni<List<Boolean>> deregister(List<Deregistration> deregistrations) {
        return single(() -> deregister(pool, deregistrations)
                .map(gone -> deregistrations.stream()
                        .map(one -> gone.contains(one.id()))
                        .toList()));
    }

    @Override
    public Uni<Applied> apply(Batch batch) {
        return transactions.run(
                batchTimeout,
                connection -> apply(connection, batch)
                        .onFailure(Database::writesOneRowTwice)
                        .transform(failure -> new RefusedException(TWICE)),
                PgEndpointWrites::complete);
    }

    private <T> Uni<T> single(Supplier<Uni<T>> statement) {
        return database.limited(statement).onFailure(Database::rolledBack).transform(RolledBackException::new);
    }

    private static Uni<Applied> apply(SqlConnection connection, Batch batch) {
        List<Deregistration> gone = batch.deregister().stream()
                .map(id -> new Deregistration(id, null))
                .toList();
        return deregister(connection, gone)
                .chain(deregistered ->
                        register(connection, batch.register()).map(outcomes -> new Applied(outcomes, deregistered)));
    }

    private static boolean complete(Applied applied) {
        return applied.outcomes().stream().noneMatch(Outcome.Refused.class::isInstance);
    }

    static Uni<List<Outcome>> register(SqlClient client, List<Registration> registrations) {
        return client.preparedQuery(EndpointStatements.REGISTER)
                .execute(EndpointRows.of(registrations))
                .map(rows -> outcomes(registrations, rows));
    }

    private static Uni<Set<String>> deregister(SqlClient client, List<Deregistration> deregistrations) {
        String[] ids = deregistrations.stream().map(Deregistration::id).toArray(String[]::new);
        @Nullable String[] services =
                deregistrations.stream().map(Deregistration::service).toArray(String[]::new);
        return client.preparedQuery(EndpointStatements.DEREGISTER)
                .execute(Tuple.of(ids, services))
                .map(rows -> {
                    Set<String> gone = new HashSet<>();
                    rows.forEach(row -> gone.add(row.getString("id")));
                    return gone;
                });
    }

    private static List<Outcome> outcomes(List<Registration> registrations, RowSet<Row> rows) {
        Map<Object, Row> answers = new HashMap<>();
        for (Row row : rows) {
            answers.put(row.getString("id"), row);
            answers.put(
                    new EndpointAddress(row.getString("service"), row.getString("address"), row.getInteger("port")),
                    row);
        }
        return registrations.stream()
                .map(registration -> outcome(registration, answers.get(identity(registration))))
                .toList();
    }

    private static Object identity(Registration registration) {
        return registration.named() ? registration.endpoint().id() : EndpointAddress.of(registration.endpoint());
    }

    // A row of another service that was committed after the statement's look leaves no answer at all.
    private static Outcome outcome(Registration registration, @Nullable Row answer) {
        if (answer != null && answer.getBoolean("created") != null) {
            return new Outcome.Registered(answer.getString("id"), answer.getBoolean("created"));
        }
        String holder = answer == null ? null : answer.getString("holder");
        return new Outcome.Refused(
                holder == null
                        ? new Refusal.IdOfAnotherService(
                                registration.endpoint().id(),
                                registration.endpoint().service())
                        : new Refusal.AddressTaken(EndpointAddress.of(registration.endpoint()), holder));
    }
}
