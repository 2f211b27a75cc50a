package dev.roster.registry.store;

import dev.roster.registry.Endpoint;
import dev.roster.registry.Registration;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Registrations as one array per column, the form in which {@code unnest} takes any number of them. */
final class EndpointRows {
    private EndpointRows() {}

    static Tuple of(List<Registration> rows) {
        return Tuple.tuple(List.of(
                texts(rows, Endpoint::id),
                rows.stream().map(Registration::named).toArray(Boolean[]::new),
                texts(rows, Endpoint::service),
                texts(rows, Endpoint::address),
                integers(rows, Endpoint::port),
                integers(rows, Endpoint::weight),
                integers(rows, Endpoint::priority),
                texts(rows, endpoint -> endpoint.locality().region()),
                texts(rows, endpoint -> endpoint.locality().zone()),
                texts(rows, endpoint -> endpoint.locality().subZone()),
                texts(rows, endpoint -> endpoint.health().name()),
                texts(rows, Endpoint::hostname),
                texts(rows, Endpoint::metadata)));
    }

    private static String[] texts(List<Registration> rows, Function<Endpoint, @Nullable String> column) {
        return rows.stream().map(Registration::endpoint).map(column).toArray(String[]::new);
    }

    private static Integer[] integers(List<Registration> rows, Function<Endpoint, Integer> column) {
        return rows.stream().map(Registration::endpoint).map(column).toArray(Integer[]::new);
    }
}
