package dev.roster.xds.grpc;

import io.quarkus.grpc.api.ServerBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcServerConfiguration;
import io.vertx.grpc.VertxServerBuilder;
import jakarta.inject.Singleton;

/**
 * Bounds what one connection may ask of the server; without it there is no bound on its streams, nor on how often it opens
 * them to reset them at once (CVE-2023-44487). Immutable.
 */
@Singleton
final class ConnectionLimits implements ServerBuilderCustomizer<VertxServerBuilder> {
    private static final int RESETS_WITHIN_SECONDS = 30;

    private final int streams;

    ConnectionLimits(ConnectionConfig config) {
        this.streams = config.streamsPerConnection();
    }

    /** A client, or a proxy before many, may give up all of its streams at once: that is no attack. */
    @Override
    public void customize(GrpcServerConfiguration config, VertxServerBuilder server) {
        server.nettyBuilder()
                .intercept(new CallInterceptor())
                .maxConcurrentCallsPerConnection(streams)
                .maxRstFramesPerWindow(streams, RESETS_WITHIN_SECONDS);
    }
}
