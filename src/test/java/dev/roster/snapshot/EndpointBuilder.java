package dev.roster.snapshot;

import dev.roster.registry.Endpoint;
import dev.roster.registry.Health;
import dev.roster.registry.Locality;
import org.jspecify.annotations.Nullable;

/** An endpoint of which a test names what matters to it. Not thread-safe. */
final class EndpointBuilder {
    private final String service;
    private final String id;
    private String address = "10.0.0.1";
    private int weight = 1;
    private int priority;
    private Locality locality = Locality.UNKNOWN;
    private Health health = Health.UNKNOWN;
    private @Nullable String hostname;
    private @Nullable String metadata;

    private EndpointBuilder(String service, String id) {
        this.service = service;
        this.id = id;
    }

    static EndpointBuilder endpoint(String service, String id) {
        return new EndpointBuilder(service, id);
    }

    EndpointBuilder address(String value) {
        address = value;
        return this;
    }

    EndpointBuilder weight(int value) {
        weight = value;
        return this;
    }

    EndpointBuilder priority(int value) {
        priority = value;
        return this;
    }

    EndpointBuilder zone(String value) {
        locality = new Locality("r", value, "");
        return this;
    }

    EndpointBuilder health(Health value) {
        health = value;
        return this;
    }

    EndpointBuilder hostname(String value) {
        hostname = value;
        return this;
    }

    EndpointBuilder metadata(String json) {
        metadata = json;
        return this;
    }

    Endpoint build() {
        return new Endpoint(id, service, address, 8080, weight, priority, locality, health, hostname, metadata);
    }
}
