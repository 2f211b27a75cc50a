package dev.roster.registry.store;

import dev.roster.registry.Endpoint;
import dev.roster.registry.Health;
import dev.roster.registry.Locality;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A row of {@code endpoint}. */
@Entity
@Table(name = "endpoint")
class EndpointEntity extends PanacheEntityBase {
    /** Bound to a jsonb parameter as it is, the PG client would send a text as a JSON string. */
    static final String AS_JSON = "cast(cast(? as text) as jsonb)";

    @Id
    String id = "";

    String service = "";
    String address = "";
    int port;
    int weight;
    int priority;
    String region = "";
    String zone = "";

    @Column(name = "sub_zone")
    String subZone = "";

    @Enumerated(EnumType.STRING)
    @Column(columnDefinition = "text")
    Health health = Health.UNKNOWN;

    @Nullable String hostname;

    @ColumnTransformer(read = "cast(metadata as text)", write = AS_JSON)
    @Column(columnDefinition = "jsonb")
    @Nullable String metadata;

    Endpoint endpoint() {
        return new Endpoint(
                id,
                service,
                address,
                port,
                weight,
                priority,
                new Locality(region, zone, subZone),
                health,
                hostname,
                metadata);
    }

    /** Everything but the identity: an endpoint never changes its id or its service. */
    void become(Endpoint endpoint) {
        address = endpoint.address();
        port = endpoint.port();
        weight = endpoint.weight();
        priority = endpoint.priority();
        region = endpoint.locality().region();
        zone = endpoint.locality().zone();
        subZone = endpoint.locality().subZone();
        health = endpoint.health();
        hostname = endpoint.hostname();
        metadata = endpoint.metadata();
    }
}
