package dev.roster.changelog.store;

import dev.roster.changelog.ReloadReason;
import io.vertx.sqlclient.Row;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collector;

/** Which keys are new, by kind. Not thread-safe: filled by one read. */
final class News {
    /** What the trigger for TRUNCATE logs. */
    private static final String EVERYTHING = "everything";

    private final Map<String, Set<String>> keys = new HashMap<>();
    private long rows;
    private long oldestMicros;

    static Collector<Row, ?, News> collector() {
        return Collector.of(News::new, News::add, (left, right) -> {
            throw new UnsupportedOperationException("rows come one after the other");
        });
    }

    private void add(Row row) {
        keys.computeIfAbsent(row.getString("kind"), kind -> new HashSet<>()).add(row.getString("key"));
        oldestMicros = Math.max(oldestMicros, row.getLong("age"));
        rows += row.getLong("rows");
    }

    /** Why not to go by these keys, if so. */
    Optional<ReloadReason> gap() {
        if (keys.containsKey(EVERYTHING)) {
            return Optional.of(ReloadReason.TRUNCATED);
        }
        return rows > Statements.MOST_ROWS ? Optional.of(ReloadReason.TOO_MANY) : Optional.empty();
    }

    Map<String, Set<String>> keys() {
        return keys;
    }

    long oldestNanos() {
        return TimeUnit.MICROSECONDS.toNanos(oldestMicros);
    }
}
