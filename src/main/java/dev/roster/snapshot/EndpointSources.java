package dev.roster.snapshot;

import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import dev.roster.resource.ConfigSources;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.EdsClusterConfig;
import io.envoyproxy.envoy.config.core.v3.ApiConfigSource.ApiType;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a generated cluster fetches its endpoints, per transport, as the bytes of a Cluster that holds nothing else:
 * appended to a cluster's own bytes they are a field of it. Immutable.
 */
final class EndpointSources {
    private final Map<Transport, ByteString> bytes = new EnumMap<>(Transport.class);
    private final long fingerprint;

    EndpointSources(ConfigSources sources) {
        for (Transport transport : Transport.values()) {
            bytes.put(
                    transport,
                    source(transport, sources).map(EndpointSources::clusterWith).orElse(ByteString.EMPTY));
        }
        this.fingerprint = Hashing.sha256()
                .hashBytes(ByteString.copyFrom(bytes.values()).asReadOnlyByteBuffer())
                .asLong();
    }

    ByteString over(Transport transport) {
        return Objects.requireNonNull(bytes.get(transport));
    }

    /** A hash of the sources of all transports. */
    long fingerprint() {
        return fingerprint;
    }

    private static ByteString clusterWith(ConfigSource source) {
        return Cluster.newBuilder()
                .setEdsClusterConfig(EdsClusterConfig.newBuilder().setEdsConfig(source))
                .build()
                .toByteString();
    }

    private static Optional<ConfigSource> source(Transport transport, ConfigSources sources) {
        return switch (transport) {
            case ADS -> Optional.of(sources.aggregated());
            case GRPC -> Optional.of(sources.grpc(ApiType.GRPC));
            case DELTA_GRPC -> Optional.of(sources.grpc(ApiType.DELTA_GRPC));
            case REST -> Optional.of(sources.rest());
            case FILES -> Optional.empty();
        };
    }
}
