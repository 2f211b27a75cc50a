package dev.roster.xds.grpc;

import dev.roster.RosterOnFreePorts;
import io.quarkus.grpc.api.ServerBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcServerConfiguration;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.vertx.grpc.VertxServerBuilder;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The whole application, which asks a quiet client as soon as gRPC lets it, and does not wait for the answer for long. */
public final class ImpatientKeepalive implements QuarkusTestProfile {
    private final RosterOnFreePorts roster = new RosterOnFreePorts();

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>(roster.getConfigOverrides());
        config.put("quarkus.grpc.server.netty.keep-alive-time", "10s");
        return config;
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(ShortTimeout.class);
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return roster.testResources();
    }

    /** What Quarkus has no property for. Immutable. */
    @Alternative
    @Singleton
    static final class ShortTimeout implements ServerBuilderCustomizer<VertxServerBuilder> {
        @Override
        public void customize(GrpcServerConfiguration ports, VertxServerBuilder server) {
            server.nettyBuilder().keepAliveTimeout(1, TimeUnit.SECONDS);
        }
    }
}
