package dev.roster.xds.grpc;

import io.quarkus.grpc.api.ServerBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcServerConfiguration;
import io.vertx.grpc.VertxServerBuilder;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/**
 * Bounds what one connection may ask of the server, and for how long; without it there is no bound on its streams, nor on how
 * often it opens them to reset them at once (CVE-2023-44487). Immutable.
 */
@Singleton
final class ConnectionLimits implements ServerBuilderCustomizer<VertxServerBuilder> {
    private static final int RESETS_WITHIN_SECONDS = 30;

    private final ConnectionConfig config;

    ConnectionLimits(ConnectionConfig config) {
        this.config = config;
    }

    /** A client, or a proxy before many, may give up all of its streams at once: that is no attack. */
    @Override
    public void customize(GrpcServerConfiguration ports, VertxServerBuilder server) {
        int streams = config.streamsPerConnection();
        server.nettyBuilder()
                .maxConcurrentCallsPerConnection(streams)
                .maxRstFramesPerWindow(streams, RESETS_WITHIN_SECONDS)
                .maxConnectionAge(config.maxConnectionAge().toMillis(), TimeUnit.MILLISECONDS)
                .maxConnectionAgeGrace(config.maxConnectionAgeGrace().toMillis(), TimeUnit.MILLISECONDS);
    }
}
