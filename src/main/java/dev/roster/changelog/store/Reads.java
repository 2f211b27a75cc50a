package dev.roster.changelog.store;

import dev.roster.changelog.ChangeLogConfig;
import dev.roster.changelog.Changes;
import dev.roster.changelog.Horizon;
import dev.roster.changelog.Kind;
import dev.roster.changelog.Reading;
import dev.roster.changelog.ReloadReason;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The reads of the change log over a connection, each within its time. A failed one leaves the connection of no use. */
@Singleton
final class Reads {
    private final States states;
    private final ChangeLogConfig config;

    Reads(States states, ChangeLogConfig config) {
        this.states = states;
        this.config = config;
    }

    Future<Reading> readIfChanged(PgConnection connection, Horizon from) {
        return inTime(header(connection, Statements.probe(from))).compose(header -> {
            Optional<ReloadReason> gap = header.gap(from);
            if (gap.isPresent()) {
                return Future.succeededFuture(new Reading.Gap(gap.get()));
            }
            return header.changed()
                    ? read(connection, from)
                    : Future.succeededFuture(new Reading.Unchanged(header.horizon()));
        });
    }

    Future<Reading> read(PgConnection connection, Horizon from) {
        Future<?> begun = connection.query(Statements.BEGIN_BY_INDEX).execute();
        Future<Header> header = header(connection, Statements.header(from));
        Future<News> news = connection
                .query(Statements.news(from))
                .collecting(News.collector())
                .execute()
                .map(result -> result.value());
        return inTime(Future.all(begun, header, news))
                .compose(all -> concluded(connection, from, header.result(), news.result()));
    }

    private Future<Reading> concluded(PgConnection connection, Horizon from, Header header, News news) {
        Optional<ReloadReason> gap = header.gap(from).or(news::gap);
        if (gap.isPresent()) {
            commit(connection);
            return Future.succeededFuture(new Reading.Gap(gap.get()));
        }
        if (news.keys().isEmpty()) {
            commit(connection);
            return Future.succeededFuture(new Reading.Unchanged(header.horizon()));
        }
        long loggedAt = System.nanoTime() - news.oldestNanos();
        Future<Map<Kind<?>, Map<String, Optional<?>>>> read = states.of(news.keys(), connection);
        commit(connection);
        return inLongTime(read).map(found -> new Reading.Batch(new Changes(false, loggedAt, found), header.horizon()));
    }

    Future<Reading> load(PgConnection connection) {
        return forgetForeign(connection).compose(ignored -> everything(connection));
    }

    private Future<?> forgetForeign(PgConnection connection) {
        return inTime(connection.query(Foreign.FOUND).execute())
                .compose(found -> found.iterator().next().getBoolean(0)
                        ? inLongTime(connection.query(Foreign.FORGET).execute())
                        : Future.succeededFuture());
    }

    private Future<Reading> everything(PgConnection connection) {
        long now = System.nanoTime();
        Future<?> begun = connection.query(Statements.BEGIN).execute();
        Future<Header> header = header(connection, Statements.header());
        Future<Map<Kind<?>, Map<String, Optional<?>>>> read = states.all(connection);
        commit(connection);
        return inTime(Future.all(begun, header))
                .compose(ignored -> inLongTime(read))
                .map(found -> new Reading.Batch(
                        new Changes(true, now, found), header.result().horizon()));
    }

    private static Future<Header> header(PgConnection connection, String sql) {
        Future<RowSet<Row>> rows = connection.query(sql).execute();
        return rows.map(Header::of);
    }

    /** Sent without waiting for the answer: should it fail, so does the next read. */
    private static void commit(PgConnection connection) {
        connection.query(Statements.COMMIT).execute();
    }

    <T> Future<T> inTime(Future<T> answer) {
        return within(config.readTimeout(), answer);
    }

    private <T> Future<T> inLongTime(Future<T> answer) {
        return within(config.loadTimeout(), answer);
    }

    private static <T> Future<T> within(Duration time, Future<T> answer) {
        return answer.timeout(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
