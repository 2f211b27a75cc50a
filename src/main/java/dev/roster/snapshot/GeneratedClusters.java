package dev.roster.snapshot;

import dev.roster.envoy.DeterministicBytes;
import dev.roster.envoy.EnvoyJson;
import dev.roster.envoy.InvalidEnvoyJson;
import dev.roster.envoy.Redaction;
import dev.roster.envoy.References;
import dev.roster.envoy.ResourceType;
import dev.roster.registry.ClusterSettings;
import dev.roster.registry.Service;
import dev.roster.resource.ConfigSources;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the EDS cluster of a service: its settings over the defaults. Immutable. */
@Singleton
final class GeneratedClusters implements ClusterSettings {
    /** What makes a cluster the one of its service is not for the owner to set. */
    private static final List<String> OURS =
            List.of("name", "type", "cluster_type", "eds_cluster_config", "load_assignment");

    /** Settings are stored and shown as they are. */
    private static final String NO_SECRETS =
            "must hold no key or password itself: it belongs into a secret that an sds_config names";

    private final EnvoyJson json;
    private final EndpointSources sources;

    GeneratedClusters(EnvoyJson json, ConfigSources sources) {
        this.json = json;
        this.sources = new EndpointSources(sources);
    }

    GeneratedCluster of(Service service) {
        Cluster.Builder cluster = Cluster.newBuilder();
        Optional.ofNullable(service.cluster()).ifPresent(settings -> mergeStored(settings, cluster));
        OURS.forEach(field -> cluster.clearField(Cluster.getDescriptor().findFieldByName(field)));
        Cluster made =
                cluster.setName(service.name()).setType(DiscoveryType.EDS).build();
        return new GeneratedCluster(service.name(), DeterministicBytes.of(made), references(service, made), sources);
    }

    /** Its own settings may want secrets. */
    private static Map<ResourceType, Set<String>> references(Service service, Cluster made) {
        return service.cluster() == null
                ? Map.of(ResourceType.ENDPOINT, Set.of(service.name()))
                : References.names(made);
    }

    @Override
    public Optional<Violation> violation(String settings) {
        Cluster.Builder cluster = Cluster.newBuilder();
        try {
            json.parse(settings, cluster);
        } catch (InvalidEnvoyJson e) {
            return Optional.of(new Violation("", "must be a partial Envoy Cluster: " + e.getMessage()));
        }
        return cluster.getAllFields().keySet().stream()
                .filter(field -> OURS.contains(field.getName()))
                .findFirst()
                .map(field -> new Violation(field.getName(), "is set by Roster"))
                .or(() -> Optional.of(new Violation("", NO_SECRETS)).filter(any -> Redaction.changes(cluster.build())));
    }

    private void mergeStored(String settings, Cluster.Builder cluster) {
        try {
            json.parse(settings, cluster);
        } catch (InvalidEnvoyJson | RuntimeException e) {
            // written past the API: one bad service hides no good one (P82), it has the defaults
            cluster.clear();
        }
    }
}
