package dev.roster.snapshot;

import dev.roster.changelog.Changes;
import dev.roster.envoy.InvalidEnvoyJson;
import dev.roster.envoy.ResourceType;
import dev.roster.registry.Endpoint;
import dev.roster.registry.EndpointKey;
import dev.roster.registry.Service;
import dev.roster.resource.ResourceKey;
import dev.roster.resource.StoredResource;
import dev.roster.resource.XdstpName;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Turns batches of changes into views: what it looks at, encodes and hashes is what the batch names. Not thread-safe:
 * batches come one after the other.
 */
@Singleton
final class Projection {
    private final GeneratedClusters clusters;
    private final WrittenResources resources;
    private final SnapshotObserver observer;
    /** The endpoints of every service that exists. */
    private final Map<String, LoadAssignment> assignments = new HashMap<>();

    private final NextResources next = new NextResources();
    private Snapshot current = Snapshot.EMPTY;

    Projection(GeneratedClusters clusters, WrittenResources resources, SnapshotObserver observer) {
        this.clusters = clusters;
        this.resources = resources;
        this.observer = observer;
    }

    SnapshotUpdate apply(Changes changes) {
        next.begin(current, changes.everything());
        if (changes.everything()) {
            assignments.clear();
        }
        generate(changes);
        changes.of(StoredResource.KIND)
                .forEach((key, stored) -> ResourceKey.parse(key).ifPresent(known -> write(known, stored)));
        return publish(changes.loggedAt());
    }

    private void generate(Changes changes) {
        Map<String, Optional<Service>> services = changes.of(Service.KIND);
        Map<String, Map<String, Optional<EncodedEndpoint>>> endpoints = byService(changes.of(Endpoint.KIND));
        services.forEach((name, service) -> {
            if (service.isPresent() != assignments.containsKey(name)) {
                endpoints.putIfAbsent(name, Map.of()); // its assignment appears, empty, or goes
            }
            service.ifPresentOrElse(
                    present -> assignments.putIfAbsent(name, LoadAssignment.EMPTY), () -> assignments.remove(name));
            next.generated(ResourceType.CLUSTER, name, service.map(this::cluster));
        });
        endpoints.forEach((name, some) -> next.generated(ResourceType.ENDPOINT, name, assignment(name, some)));
    }

    private static Map<String, Map<String, Optional<EncodedEndpoint>>> byService(
            Map<String, Optional<Endpoint>> endpoints) {
        Map<String, Map<String, Optional<EncodedEndpoint>>> byService = new HashMap<>();
        endpoints.forEach((text, endpoint) -> {
            EndpointKey key = EndpointKey.parse(text);
            byService
                    .computeIfAbsent(key.service(), service -> new HashMap<>())
                    .put(key.id(), endpoint.map(EncodedEndpoint::of));
        });
        return byService;
    }

    private Published cluster(Service service) {
        GeneratedCluster cluster = clusters.of(service);
        observer.encoded(ResourceType.CLUSTER, cluster.size());
        return cluster;
    }

    private Optional<Published> assignment(String service, Map<String, Optional<EncodedEndpoint>> changed) {
        return Optional.ofNullable(
                        assignments.computeIfPresent(service, (name, assignment) -> assignment.with(changed)))
                .map(assignment -> encoded(
                        ResourceType.ENDPOINT,
                        VersionedResource.of(
                                ResourceType.ENDPOINT, service, ResourceContent.of(assignment.bytes(service)))));
    }

    private void write(ResourceKey key, Optional<StoredResource> stored) {
        Scope scope = new Scope(key.type(), key.group());
        String name = XdstpName.canonical(key.name());
        try {
            next.written(
                    scope,
                    name,
                    stored.isPresent()
                            ? Optional.of(encoded(key.type(), resources.of(stored.get())))
                            : Optional.empty());
        } catch (InvalidEnvoyJson e) {
            // written past the API: one bad resource hides no good one (P82)
            next.unreadable(scope, name);
            observer.unreadable(key, String.valueOf(e.getMessage()));
        }
    }

    private VersionedResource encoded(ResourceType type, VersionedResource resource) {
        observer.encoded(type, resource.size());
        return resource;
    }

    private SnapshotUpdate publish(long since) {
        Difference difference = new Difference(current);
        next.all()
                .forEach((scope, resources) -> resources.forEach((name, resource) -> {
                    observer.compared(scope.type());
                    difference.compare(scope, name, resource);
                }));
        SnapshotUpdate update = difference.update(since);
        current = update.after();
        return update;
    }
}
