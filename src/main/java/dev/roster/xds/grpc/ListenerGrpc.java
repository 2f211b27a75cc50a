package dev.roster.xds.grpc;

import dev.roster.envoy.ResourceType;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.envoyproxy.envoy.service.listener.v3.MutinyListenerDiscoveryServiceGrpc.ListenerDiscoveryServiceImplBase;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import java.util.Optional;

/** LDS: listeners on streams of their own. */
@GrpcService
final class ListenerGrpc extends ListenerDiscoveryServiceImplBase {
    private static final Optional<ResourceType> TYPE = Optional.of(ResourceType.LISTENER);

    private final Streams streams;

    ListenerGrpc(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Multi<DiscoveryResponse> streamListeners(Multi<DiscoveryRequest> requests) {
        return streams.sotw(TYPE, requests);
    }

    @Override
    public Multi<DeltaDiscoveryResponse> deltaListeners(Multi<DeltaDiscoveryRequest> requests) {
        return streams.delta(TYPE, requests);
    }
}
