package dev.roster.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Runs many statements of the PG client as one transaction, which may take longer than a single write. Whether the
 * database answers at all shows in the first round trip, which has the time limit of any other. Immutable.
 */
public record Transactions(Pool pool, Database database) {
    /** Commits what {@code work} did where its result says so; all of it again when concurrency spoilt it. */
    public <T> Uni<T> run(Duration limit, Function<SqlConnection, Uni<T>> work, Predicate<T> commits) {
        return database.limited(database.repeated(() -> once(work, commits)), limit);
    }

    // Closing rolls back what was not committed, also behind a statement that outlasted the time limit. Nobody waits
    // for it: a database that hangs does not answer it either.
    private <T> Uni<T> once(Function<SqlConnection, Uni<T>> work, Predicate<T> commits) {
        return connection()
                .chain(connection -> database.limited(connection::begin)
                        .chain(transaction -> work.apply(connection).call(done -> end(transaction, commits.test(done))))
                        .onTermination()
                        .invoke(connection::closeAndForget));
    }

    // A connection that comes after the time limit has nobody else to close it.
    private Uni<SqlConnection> connection() {
        Uni<SqlConnection> acquired = pool.getConnection().memoize().indefinitely();
        return database.limited(() -> acquired).onTermination().invoke((connection, failure, cancelled) -> {
            if (connection == null) {
                acquired.subscribe().with(SqlConnection::closeAndForget, ignored -> {});
            }
        });
    }

    private static Uni<Void> end(Transaction transaction, boolean commit) {
        return commit ? transaction.commit() : transaction.rollback();
    }
}
