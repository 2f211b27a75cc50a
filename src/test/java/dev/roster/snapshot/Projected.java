package dev.roster.snapshot;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.roster.envoy.EnvoyJson;
import dev.roster.envoy.ResourceType;
import dev.roster.resource.ConfigSources;
import dev.roster.resource.NamedClusters;
import dev.roster.resource.SampleForm;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real projection, and what it published last. Not thread-safe. */
final class Projected {
    static final ConfigSources SOURCES = new ConfigSources(new NamedClusters());

    private final Projection projection;
    private Snapshot current = Snapshot.EMPTY;

    Projected() {
        this(new SnapshotObserver() {});
    }

    Projected(SnapshotObserver observer) {
        projection = new Projection(
                new GeneratedClusters(new EnvoyJson(), SOURCES), new WrittenResources(SampleForm.FORM), observer);
    }

    SnapshotUpdate apply(Batch batch) {
        SnapshotUpdate update = projection.apply(batch.changes());
        current = update.after();
        return update;
    }

    Optional<VersionedResource> get(ResourceType type, String name, Transport transport) {
        return current.view(type, new Viewer("", transport)).get(name);
    }

    /** The resources of a type as a node of this group sees them. */
    TypeView view(ResourceType type, String group) {
        return current.view(type, new Viewer(group, Transport.ADS));
    }

    /** The versions of all resources of a type by name. */
    Map<String, String> versions(ResourceType type) {
        Map<String, String> versions = new HashMap<>();
        TypeView view = view(type, "");
        view.names()
                .forEach(name -> versions.put(name, view.get(name).orElseThrow().version()));
        return versions;
    }

    Cluster cluster(String name, Transport transport) throws InvalidProtocolBufferException {
        return Cluster.parseFrom(
                get(ResourceType.CLUSTER, name, transport).orElseThrow().any().getValue());
    }

    ClusterLoadAssignment assignment(String service) throws InvalidProtocolBufferException {
        return ClusterLoadAssignment.parseFrom(get(ResourceType.ENDPOINT, service, Transport.ADS)
                .orElseThrow()
                .any()
                .getValue());
    }

    /** The addresses of a service's endpoints, in the order of the assignment. */
    List<String> addresses(String service) throws InvalidProtocolBufferException {
        return assignment(service).getEndpointsList().stream()
                .flatMap(locality -> locality.getLbEndpointsList().stream())
                .map(LbEndpoint::getEndpoint)
                .map(endpoint -> endpoint.getAddress().getSocketAddress().getAddress())
                .toList();
    }
}
