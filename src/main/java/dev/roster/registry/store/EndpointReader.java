package dev.roster.registry.store;

import dev.roster.changelog.Columns;
import dev.roster.changelog.Kind;
import dev.roster.changelog.StateReader;
import dev.roster.registry.Endpoint;
import dev.roster.registry.Health;
import dev.roster.registry.Locality;
import jakarta.inject.Singleton;

/** Reads the endpoints behind the keys of the change log. Immutable. */
@Singleton
final class EndpointReader implements StateReader<Endpoint> {
    private static final String COLUMNS = """
            select e.id || '/' || e.service as key, e.id, e.service, e.address, e.port, e.weight, e.priority,
                   e.region, e.zone, e.sub_zone, e.health, e.hostname, e.metadata::text as metadata
            """;

    @Override
    public Kind<Endpoint> kind() {
        return Endpoint.KIND;
    }

    @Override
    public String selectAll() {
        return COLUMNS + "from endpoint e";
    }

    /** Joined by the id's index, and by the service: an endpoint that moved is gone under the key of its old service. */
    @Override
    public String selectKeys() {
        return COLUMNS + """
                from unnest($1::text[]) as wanted (key)
                join endpoint e on e.id = split_part(wanted.key, '/', 1)
                    and e.service = substr(wanted.key, strpos(wanted.key, '/') + 1)
                """;
    }

    @Override
    public Endpoint read(Columns row) {
        return new Endpoint(
                row.text("id"),
                row.text("service"),
                row.text("address"),
                row.integer("port"),
                row.integer("weight"),
                row.integer("priority"),
                new Locality(row.text("region"), row.text("zone"), row.text("sub_zone")),
                Health.valueOf(row.text("health")),
                row.textOrNull("hostname"),
                row.textOrNull("metadata"));
    }
}
