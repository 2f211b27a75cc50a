package dev.roster.resource.store;

import dev.roster.changelog.Columns;
import dev.roster.changelog.Kind;
import dev.roster.changelog.StateReader;
import dev.roster.envoy.ResourceType;
import dev.roster.resource.ResourceKey;
import dev.roster.resource.StoredResource;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the resources behind the keys of the change log. Those of a type that only a newer version of Roster knows, which may
 * write to the same database, are not read. Immutable.
 */
@Singleton
final class ResourceReader implements StateReader<StoredResource> {
    private static final String COLUMNS = """
            select r.type || '/' || r.node_group || '/' || r.name as key, r.body::text as body,
                   r.ttl_millis::text as ttl_millis
            """;
    private static final String KNOWN = Arrays.stream(ResourceType.values())
            .map(type -> "'" + type.path() + "'")
            .collect(Collectors.joining(", ", " where r.type in (", ")"));

    @Override
    public Kind<StoredResource> kind() {
        return StoredResource.KIND;
    }

    @Override
    public String selectAll() {
        return COLUMNS + "from resource r" + KNOWN;
    }

    /** A key is taken apart before it is looked up: each is one look into the index. */
    @Override
    public String selectKeys() {
        return COLUMNS + """
                from (select split_part(key, '/', 1) as type, split_part(key, '/', 2) as node_group,
                             substr(key, length(split_part(key, '/', 1)) + length(split_part(key, '/', 2)) + 3) as name
                      from unnest($1::text[]) as changed (key)) as wanted
                join resource r using (type, node_group, name)
                """ + KNOWN;
    }

    @Override
    public StoredResource read(Columns row) {
        return new StoredResource(ResourceKey.parse(row.text("key")).orElseThrow(), row.text("body"), ttl(row));
    }

    private static @Nullable Duration ttl(Columns row) {
        String millis = row.textOrNull("ttl_millis");
        return millis == null ? null : Duration.ofMillis(Long.parseLong(millis));
    }
}
