package dev.roster.resource.store;

import dev.roster.resource.Clash;
import dev.roster.resource.Plan;
import dev.roster.resource.ResourceKey;
import dev.roster.resource.StoredResource;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Resources as one array per column, the form in which {@code unnest} takes any number of them, and back from rows. */
final class Rows {
    private Rows() {}

    static Tuple keys(List<ResourceKey> keys) {
        return Tuple.tuple()
                .addArrayOfString(texts(keys, key -> key.type().path()))
                .addArrayOfString(texts(keys, ResourceKey::group))
                .addArrayOfString(texts(keys, ResourceKey::name));
    }

    static Tuple of(List<StoredResource> resources) {
        return keys(resources.stream().map(StoredResource::key).toList())
                .addArrayOfString(bodies(resources))
                .addArrayOfLong(resources.stream()
                        .map(resource ->
                                resource.ttl() == null ? null : resource.ttl().toMillis())
                        .toArray(Long[]::new));
    }

    static Tuple arrivals(Plan.Arrivals arrivals) {
        return keys(arrivals.put())
                .addArrayOfString(texts(arrivals.uncovered(), key -> key.type().path()))
                .addArrayOfString(texts(arrivals.uncovered(), ResourceKey::group))
                .addArrayOfString(texts(arrivals.uncovered(), ResourceKey::name));
    }

    static String[] bodies(List<StoredResource> resources) {
        return texts(resources, StoredResource::body);
    }

    static List<StoredResource> resources(RowSet<Row> rows) {
        List<StoredResource> resources = new ArrayList<>();
        rows.forEach(row -> resources.add(new StoredResource(
                key(row, "node_group", "name"), row.getString("body"), ResourceEntity.ttl(row.getLong("ttl_millis")))));
        return resources;
    }

    static List<Clash> clashes(RowSet<Row> rows) {
        List<Clash> clashes = new ArrayList<>();
        rows.forEach(row -> clashes.add(new Clash(
                key(row, "node_group", "name"),
                row.getString("nodes"),
                row.getString("field"),
                row.getString("value"),
                key(row, "holder_group", "holder"))));
        return clashes;
    }

    private static ResourceKey key(Row row, String group, String name) {
        return new ResourceId(row.getString("type"), row.getString(group), row.getString(name)).key();
    }

    private static <T> String[] texts(List<T> items, Function<T, String> text) {
        return items.stream().map(text).toArray(String[]::new);
    }
}
