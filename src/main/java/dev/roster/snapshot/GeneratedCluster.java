package dev.roster.snapshot;

import com.google.protobuf.ByteString;
import dev.roster.resource.ResourceType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cluster of a service: what all clients get alike, and per transport the source of its endpoints, put together
 * when a client first comes that way. Safe to share: the slots are filled with immutable values, at worst twice alike.
 */
final class GeneratedCluster implements Published {
    private final String name;
    private final ByteString settings;
    private final EndpointSources sources;
    private final @Nullable VersionedResource[] made = new VersionedResource[Transport.values().length];

    /** @param settings the deterministic bytes of the cluster without its {@code eds_cluster_config} */
    GeneratedCluster(String name, ByteString settings, EndpointSources sources) {
        this.name = name;
        this.settings = settings;
        this.sources = sources;
    }

    @Override
    public VersionedResource over(Transport transport) {
        VersionedResource present = made[transport.ordinal()];
        if (present == null) {
            present = VersionedResource.of(
                    ResourceType.CLUSTER, name, settings.concat(sources.over(transport)), Set.of(name));
            made[transport.ordinal()] = present;
        }
        return present;
    }

    int size() {
        return over(Transport.ADS).size();
    }

    @Override
    public long fingerprint() {
        return over(Transport.ADS).fingerprint() + sources.fingerprint();
    }
}
