package dev.roster.snapshot;

import dev.roster.changelog.Changes;
import dev.roster.changelog.Kind;
import dev.roster.registry.Endpoint;
import dev.roster.registry.Service;
import dev.roster.resource.ResourceKey;
import dev.roster.resource.SampleForm;
import dev.roster.resource.StoredResource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A batch of changes as the change log hands it over, in the order in which it is told. Not thread-safe. */
final class Batch {
    private final boolean everything;
    private final Map<String, Optional<?>> services = new LinkedHashMap<>();
    private final Map<String, Optional<?>> endpoints = new LinkedHashMap<>();
    private final Map<String, Optional<?>> resources = new LinkedHashMap<>();

    private Batch(boolean everything) {
        this.everything = everything;
    }

    /** The keys that changed. */
    static Batch of() {
        return new Batch(false);
    }

    /** The whole state. */
    static Batch ofEverything() {
        return new Batch(true);
    }

    Batch service(String name) {
        return service(name, null);
    }

    Batch service(String name, @Nullable String cluster) {
        services.put(name, Optional.of(new Service(name, cluster)));
        return this;
    }

    Batch deleted(String service) {
        services.put(service, Optional.empty());
        return this;
    }

    Batch endpoint(EndpointBuilder builder) {
        Endpoint endpoint = builder.build();
        endpoints.put(key(endpoint.service(), endpoint.id()), Optional.of(endpoint));
        return this;
    }

    Batch deregistered(String service, String id) {
        endpoints.put(key(service, id), Optional.empty());
        return this;
    }

    /** A resource that an operator wrote. */
    Batch written(ResourceKey key, String body) {
        resources.put(key.toString(), Optional.of(SampleForm.stored(key, body)));
        return this;
    }

    Batch withdrawn(ResourceKey key) {
        resources.put(key.toString(), Optional.empty());
        return this;
    }

    Changes changes() {
        Map<Kind<?>, Map<String, Optional<?>>> states =
                Map.of(Service.KIND, services, Endpoint.KIND, endpoints, StoredResource.KIND, resources);
        return new Changes(everything, 0, states);
    }

    private static String key(String service, String id) {
        return id + "/" + service;
    }
}
