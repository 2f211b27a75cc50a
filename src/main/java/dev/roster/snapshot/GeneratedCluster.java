package dev.roster.snapshot;

import com.google.protobuf.ByteString;
import dev.roster.envoy.ResourceType;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cluster of a service: what all clients get alike, and per transport the source of its endpoints, put together
 * when a client first comes that way; and the way to it by name. Thread-safe: two that come at once may put together the
 * same twice.
 */
final class GeneratedCluster implements Published {
    private final String name;
    private final ByteString settings;
    private final Map<ResourceType, Set<String>> references;
    private final EndpointSources sources;
    private volatile Map<Transport, VersionedResource> made;
    private volatile Map<ResourceType, VersionedResource> route = Map.of();

    /** Takes the deterministic bytes of the cluster without its {@code eds_cluster_config}. */
    GeneratedCluster(
            String name, ByteString settings, Map<ResourceType, Set<String>> references, EndpointSources sources) {
        this.name = name;
        this.settings = settings;
        this.references = references;
        this.sources = sources;
        this.made = Map.of(Transport.ADS, make(Transport.ADS));
    }

    @Override
    public VersionedResource over(Transport transport) {
        VersionedResource present = made.get(transport);
        if (present != null) {
            return present;
        }
        Map<Transport, VersionedResource> more = new EnumMap<>(made);
        VersionedResource first = make(transport);
        more.put(transport, first);
        made = more;
        return first;
    }

    @Override
    public Optional<VersionedResource> byName(ResourceType type) {
        if (route.isEmpty() && ProxylessRoute.TYPES.contains(type)) {
            route = ProxylessRoute.to(name);
        }
        return Optional.ofNullable(route.get(type));
    }

    private VersionedResource make(Transport transport) {
        return VersionedResource.of(
                ResourceType.CLUSTER,
                name,
                ResourceContent.referring(settings.concat(sources.over(transport)), references));
    }

    int size() {
        return over(Transport.ADS).size();
    }

    @Override
    public long fingerprint() {
        return over(Transport.ADS).fingerprint() + sources.fingerprint();
    }
}
