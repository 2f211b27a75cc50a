package dev.roster.changelog.store;

import dev.roster.changelog.ChangeLogConfig;
import dev.roster.changelog.Schema;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Deletes change rows that every reader of the last while has seen. It goes by marks, each of which says that at some time
 * every transaction below an xid had ended: a row's own time would not do, because its transaction may have committed long
 * after it. One replica at a time.
 */
@Singleton
final class Trimming {
    private static final Logger LOG = Logger.getLogger("dev.roster.changelog");

    /** Names the advisory lock: "roster" and a number in ASCII. */
    static final long LOCK = 0x726f_7374_6572_0001L;

    private static final String MARK = """
            insert into change_mark (xid) values (pg_snapshot_xmin(pg_current_snapshot()))
            on conflict do nothing
            """;

    private static final String TRIM = """
            with mark as (select taken_at, xid from change_mark
                          where taken_at <= clock_timestamp() - $1 * interval '1 millisecond'
                          order by taken_at desc limit 1),
                 trimmed as (delete from change using mark where change.xid < mark.xid returning change.xid),
                 older as (delete from change_mark using mark where change_mark.taken_at < mark.taken_at)
            update change_trim set xid = newest.xid
            from (select xid from trimmed order by xid desc limit 1) as newest
            """;

    private final Pool pool;
    private final Schema schema;
    private final ChangeLogConfig config;

    Trimming(Pool pool, Schema schema, ChangeLogConfig config) {
        this.pool = pool;
        this.schema = schema;
        this.config = config;
    }

    @Scheduled(
            every = "${roster.change-log.trim-every}",
            delayed = "10s",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> regularly() {
        return trim().onFailure()
                .invoke(e -> LOG.debug("Trimming is put off", e))
                .onFailure()
                .recoverWithNull();
    }

    Uni<Void> trim() {
        return schema.ready().chain(() -> UniHelper.toUni(pool.withTransaction(this::trimIfFirst)));
    }

    private Future<Void> trimIfFirst(SqlConnection connection) {
        return connection
                .preparedQuery("select pg_try_advisory_xact_lock($1)")
                .execute(Tuple.of(LOCK))
                .compose(rows -> first(rows) ? markAndTrim(connection) : Future.succeededFuture())
                .timeout(1, TimeUnit.MINUTES);
    }

    private static boolean first(RowSet<Row> locked) {
        return locked.iterator().next().getBoolean(0);
    }

    private Future<Void> markAndTrim(SqlConnection connection) {
        return connection
                .query(MARK)
                .execute()
                .compose(ignored -> connection.preparedQuery(TRIM).execute(Tuple.of((double)
                        config.retention().toMillis())))
                .mapEmpty();
    }
}
