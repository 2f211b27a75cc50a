package dev.roster.resource;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiConfigSource.ApiType;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.BackoffStrategy;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.GrpcService;
import io.envoyproxy.envoy.config.core.v3.GrpcService.EnvoyGrpc;
import io.envoyproxy.envoy.config.core.v3.PathConfigSource;
import io.envoyproxy.envoy.config.core.v3.RetryPolicy;
import jakarta.inject.Singleton;

/** The ways in which an Envoy can be told to fetch a resource from Roster, in Envoy's own words. Immutable. */
@Singleton
public final class ConfigSources {
    /** Envoy's own longest pause is 30 s: for so long an endpoint could be gone from Roster and not from Envoy. */
    private static final RetryPolicy RECONNECT = RetryPolicy.newBuilder()
            .setRetryBackOff(BackoffStrategy.newBuilder()
                    .setBaseInterval(Durations.fromMillis(500))
                    .setMaxInterval(Durations.fromSeconds(5)))
            .build();

    private final ControlPlaneConfig config;

    public ConfigSources(ControlPlaneConfig config) {
        this.config = config;
    }

    /** Over the one stream that carries everything. */
    public ConfigSource aggregated() {
        return source().setAds(AggregatedConfigSource.getDefaultInstance()).build();
    }

    /** Over a gRPC stream for one type. */
    public ConfigSource grpc(ApiType type) {
        return source().setApiConfigSource(stream(type)).build();
    }

    /** By polling over REST. */
    public ConfigSource rest() {
        return source().setApiConfigSource(ApiConfigSource.newBuilder()
                        .setApiType(ApiType.REST)
                        .setTransportApiVersion(ApiVersion.V3)
                        .addClusterNames(config.restCluster())
                        .setRefreshDelay(refreshDelay()))
                .build();
    }

    /** By reading a file, each time that another one is moved to its place. */
    public static ConfigSource file(String path) {
        return source().setPathConfigSource(PathConfigSource.newBuilder().setPath(path))
                .build();
    }

    /** A gRPC stream to Roster. */
    public ApiConfigSource stream(ApiType type) {
        return ApiConfigSource.newBuilder()
                .setApiType(type)
                .setTransportApiVersion(ApiVersion.V3)
                .addGrpcServices(GrpcService.newBuilder()
                        .setEnvoyGrpc(EnvoyGrpc.newBuilder()
                                .setClusterName(config.xdsCluster())
                                .setRetryPolicy(RECONNECT)))
                .build();
    }

    private Duration refreshDelay() {
        return Durations.fromNanos(config.restRefreshDelay().toNanos());
    }

    private static ConfigSource.Builder source() {
        return ConfigSource.newBuilder().setResourceApiVersion(ApiVersion.V3);
    }
}
