package dev.roster.changelog.store;

import dev.roster.changelog.Kind;
import dev.roster.changelog.StateReader;
import io.quarkus.arc.All;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collector;

/** Reads the states behind keys, through the readers of all features. Rows become states as they arrive. */
@Singleton
final class States {
    private final List<StateReader<?>> readers;

    States(@All List<StateReader<?>> readers) {
        this.readers = List.copyOf(readers);
    }

    /** The states of all keys. All queries are sent before this returns. */
    Future<Map<Kind<?>, Map<String, Optional<?>>>> all(PgConnection connection) {
        Map<Kind<?>, Map<String, Optional<?>>> states = new HashMap<>();
        List<Future<?>> queries = new ArrayList<>();
        for (StateReader<?> reader : readers) {
            Map<String, Optional<?>> found = new HashMap<>();
            states.put(reader.kind(), found);
            queries.add(connection
                    .query(reader.selectAll())
                    .collecting(into(found, reader))
                    .execute());
        }
        return Future.all(queries).map(states);
    }

    /** The states of these keys; a kind that no feature reads is left out. All queries are sent before this returns. */
    Future<Map<Kind<?>, Map<String, Optional<?>>>> of(Map<String, Set<String>> keys, PgConnection connection) {
        Map<Kind<?>, Map<String, Optional<?>>> states = new HashMap<>();
        List<Future<?>> queries = new ArrayList<>();
        for (StateReader<?> reader : readers) {
            Set<String> wanted = keys.getOrDefault(reader.kind().name(), Set.of());
            if (!wanted.isEmpty()) {
                Map<String, Optional<?>> found = HashMap.newHashMap(wanted.size());
                wanted.forEach(key -> found.put(key, Optional.empty()));
                states.put(reader.kind(), found);
                queries.add(connection
                        .preparedQuery(reader.selectKeys())
                        .collecting(into(found, reader))
                        .execute(Tuple.of(wanted.toArray(String[]::new))));
            }
        }
        return Future.all(queries).map(states);
    }

    private static Collector<Row, ?, Map<String, Optional<?>>> into(
            Map<String, Optional<?>> found, StateReader<?> reader) {
        return Collector.of(
                () -> found,
                (states, row) -> states.put(row.getString("key"), Optional.of(reader.read(new RowColumns(row)))),
                (left, right) -> left);
    }
}
