package dev.roster.snapshot;

import dev.roster.changelog.Changes;
import dev.roster.registry.Endpoint;
import dev.roster.registry.EndpointKey;
import dev.roster.registry.Service;
import dev.roster.resource.ResourceType;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns batches of changes into views: what it looks at, encodes and hashes is what the batch names. Not thread-safe:
 * batches come one after the other.
 */
final class Projection {
    private final GeneratedClusters clusters;
    private final SnapshotObserver observer;
    /** The endpoints of every service that exists. */
    private final Map<String, LoadAssignment> assignments = new HashMap<>();

    private Snapshot current = Snapshot.EMPTY;

    Projection(GeneratedClusters clusters, SnapshotObserver observer) {
        this.clusters = clusters;
        this.observer = observer;
    }

    SnapshotUpdate apply(Changes changes) {
        Map<String, Optional<Service>> services = services(changes);
        Map<String, Map<String, Optional<EncodedEndpoint>>> endpoints = byService(changes.of(Endpoint.KIND));
        services.forEach((name, service) -> {
            if (changes.everything() || service.isPresent() != assignments.containsKey(name)) {
                endpoints.putIfAbsent(name, Map.of()); // its assignment appears, empty, or goes
            }
            service.ifPresentOrElse(
                    present -> assignments.putIfAbsent(name, LoadAssignment.EMPTY), () -> assignments.remove(name));
        });
        Map<ResourceType, Map<String, Optional<Published>>> changed = new EnumMap<>(ResourceType.class);
        services.forEach(
                (name, service) -> keepIfDifferent(ResourceType.CLUSTER, name, service.map(this::cluster), changed));
        endpoints.forEach(
                (name, some) -> keepIfDifferent(ResourceType.ENDPOINT, name, assignment(name, some), changed));
        return publish(changed, changes.loggedAt());
    }

    /** The services that the batch names; with the whole state, also those that it no longer holds. */
    private Map<String, Optional<Service>> services(Changes changes) {
        if (!changes.everything()) {
            return changes.of(Service.KIND);
        }
        Map<String, Optional<Service>> all = new HashMap<>();
        current.names(ResourceType.CLUSTER).forEach(name -> all.put(name, Optional.empty()));
        current.names(ResourceType.ENDPOINT).forEach(name -> all.put(name, Optional.empty()));
        all.putAll(changes.of(Service.KIND));
        assignments.clear();
        return all;
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
                .map(assignment -> {
                    VersionedResource encoded =
                            VersionedResource.of(ResourceType.ENDPOINT, service, assignment.bytes(service), Set.of());
                    observer.encoded(ResourceType.ENDPOINT, encoded.size());
                    return encoded;
                });
    }

    private void keepIfDifferent(
            ResourceType type,
            String name,
            Optional<Published> next,
            Map<ResourceType, Map<String, Optional<Published>>> changed) {
        observer.compared(type);
        if (!next.map(Published::fingerprint).equals(current.get(type, name).map(Published::fingerprint))) {
            changed.computeIfAbsent(type, t -> new HashMap<>()).put(name, next);
        }
    }

    private SnapshotUpdate publish(Map<ResourceType, Map<String, Optional<Published>>> changed, long since) {
        Map<ResourceType, Set<String>> names = new EnumMap<>(ResourceType.class);
        changed.forEach((type, resources) -> names.put(type, resources.keySet()));
        SnapshotUpdate update = new SnapshotUpdate(current, current.with(changed), names, since);
        current = update.after();
        return update;
    }
}
