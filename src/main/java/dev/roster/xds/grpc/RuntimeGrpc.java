package dev.roster.xds.grpc;

import dev.roster.envoy.ResourceType;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.envoyproxy.envoy.service.runtime.v3.MutinyRuntimeDiscoveryServiceGrpc.RuntimeDiscoveryServiceImplBase;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import java.util.Optional;

/** RTDS: runtime layers on streams of their own. */
@GrpcService
final class RuntimeGrpc extends RuntimeDiscoveryServiceImplBase {
    private static final Optional<ResourceType> TYPE = Optional.of(ResourceType.RUNTIME);

    private final Streams streams;

    RuntimeGrpc(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Multi<DiscoveryResponse> streamRuntime(Multi<DiscoveryRequest> requests) {
        return streams.sotw(TYPE, requests);
    }

    @Override
    public Multi<DeltaDiscoveryResponse> deltaRuntime(Multi<DeltaDiscoveryRequest> requests) {
        return streams.delta(TYPE, requests);
    }
}
