package dev.roster.snapshot;

import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.EdsClusterConfig;
import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiConfigSource.ApiType;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.GrpcService;
import io.envoyproxy.envoy.config.core.v3.GrpcService.EnvoyGrpc;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where a generated cluster fetches its endpoints, per transport, as the bytes of a Cluster that holds nothing else:
 * appended to a cluster's own bytes they are a field of it. Immutable.
 */
final class EndpointSources {
    private final Map<Transport, ByteString> bytes = new EnumMap<>(Transport.class);
    private final long fingerprint;

    EndpointSources(SnapshotConfig config) {
        for (Transport transport : Transport.values()) {
            bytes.put(transport, clusterWith(source(transport, config)));
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

    private static ConfigSource source(Transport transport, SnapshotConfig config) {
        ConfigSource.Builder source = ConfigSource.newBuilder().setResourceApiVersion(ApiVersion.V3);
        return switch (transport) {
            case ADS ->
                source.setAds(AggregatedConfigSource.getDefaultInstance()).build();
            case GRPC -> source.setApiConfigSource(grpc(ApiType.GRPC, config)).build();
            case DELTA_GRPC ->
                source.setApiConfigSource(grpc(ApiType.DELTA_GRPC, config)).build();
            case REST -> source.setApiConfigSource(rest(config)).build();
        };
    }

    private static ApiConfigSource.Builder grpc(ApiType type, SnapshotConfig config) {
        return ApiConfigSource.newBuilder()
                .setApiType(type)
                .setTransportApiVersion(ApiVersion.V3)
                .addGrpcServices(GrpcService.newBuilder()
                        .setEnvoyGrpc(EnvoyGrpc.newBuilder().setClusterName(config.xdsCluster())));
    }

    private static ApiConfigSource.Builder rest(SnapshotConfig config) {
        return ApiConfigSource.newBuilder()
                .setApiType(ApiType.REST)
                .setTransportApiVersion(ApiVersion.V3)
                .addClusterNames(config.restCluster())
                .setRefreshDelay(Durations.fromNanos(config.restRefreshDelay().toNanos()));
    }
}
