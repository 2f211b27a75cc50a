package dev.roster.store;

import dev.roster.request.UnavailableException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Runs transactions: in time, again when concurrency spoilt them, and with an outage told from a mistake; an outage is an
 * {@link UnavailableException}. Immutable.
 *
 * @param timeout the time limit of a single read or write
 */
public record Database(Duration timeout) {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String FOREIGN_KEY_VIOLATION = "23503";
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String CARDINALITY_VIOLATION = "21000";
    private static final String DEADLOCK = "40P01";
    /** Before the first start has migrated the schema. */
    private static final String UNDEFINED_TABLE = "42P01";

    // Unique and foreign keys are here too: they break when another transaction commits the same row, or deletes the
    // service, between a statement's look and its write.
    private static final Set<String> SPOILT =
            Set.of(SERIALIZATION_FAILURE, DEADLOCK, UNIQUE_VIOLATION, FOREIGN_KEY_VIOLATION);
    private static final int RETRIES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);
    private static final double JITTER = 0.5;

    // Constraints and bad data are the only classes of errors that say that the database is there and works.
    private static final Set<String> MISTAKES = Set.of("22", "23", "42", "21", "40", "54", "0A", "XX");

    /**
     * A read with Panache within the time limit. It has no transaction: none is needed for what one statement sees, and a
     * caller who goes away while one is open makes Hibernate log an error (<a
     * href="https://github.com/quarkusio/quarkus/issues/51576">quarkus#51576</a>).
     */
    public <T> Uni<T> read(Supplier<Uni<T>> work) {
        return limited(repeated(() -> Panache.withSession(work)), timeout);
    }

    /** A Panache transaction within the time limit of a single read or write. */
    public <T> Uni<T> transaction(Supplier<Uni<T>> work) {
        return limited(repeated(() -> Panache.withTransaction(work)), timeout);
    }

    /** Any transaction within the time limit of a single read or write. */
    public <T> Uni<T> limited(Supplier<Uni<T>> transaction) {
        return limited(repeated(transaction), timeout);
    }

    /** Any transaction within this time limit. */
    public <T> Uni<T> limited(Uni<T> transaction, Duration limit) {
        return transaction
                .ifNoItem()
                .after(limit)
                .failWith(UnavailableException::new)
                .onFailure(Database::isOutage)
                .transform(failure -> new UnavailableException());
    }

    public <T> Uni<T> repeated(Supplier<Uni<T>> transaction) {
        return Uni.createFrom()
                .deferred(transaction::get)
                .onFailure(Database::isSpoilt)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .withJitter(JITTER)
                .atMost(RETRIES);
    }

    /** Whether two rows of one upsert met in the same stored row. */
    public static boolean writesOneRowTwice(Throwable failure) {
        return sqlState(failure).filter(CARDINALITY_VIOLATION::equals).isPresent();
    }

    /** Whether the database itself said that the statement failed, and thereby that nothing of it is committed. */
    public static boolean rolledBack(Throwable failure) {
        return sqlState(failure).isPresent();
    }

    /** The database's own code for what went wrong, or nothing when the failure did not come from a statement. */
    private static Optional<String> sqlState(Throwable failure) {
        return causes(failure)
                .filter(PgException.class::isInstance)
                .map(cause -> ((PgException) cause).getSqlState())
                .findFirst();
    }

    private static boolean isSpoilt(Throwable failure) {
        return sqlState(failure).filter(SPOILT::contains).isPresent();
    }

    private static boolean isOutage(Throwable failure) {
        return sqlState(failure)
                .map(state -> state.equals(UNDEFINED_TABLE) || !MISTAKES.contains(state.substring(0, 2)))
                .orElseGet(() -> causes(failure).anyMatch(Database::isConnectionFailure));
    }

    private static boolean isConnectionFailure(Throwable cause) {
        return cause instanceof java.io.IOException
                || cause instanceof io.vertx.core.VertxException
                || cause instanceof io.vertx.core.impl.NoStackTraceThrowable
                || cause instanceof java.util.concurrent.TimeoutException;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10);
    }
}
