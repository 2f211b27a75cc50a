package dev.roster.xds.grpc;

import dev.roster.envoy.ResourceType;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.route.v3.MutinyVirtualHostDiscoveryServiceGrpc.VirtualHostDiscoveryServiceImplBase;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import java.util.Optional;

/** VHDS: virtual hosts on streams of their own, which are delta streams only (P50). */
@GrpcService
final class VirtualHostGrpc extends VirtualHostDiscoveryServiceImplBase {
    private final Streams streams;

    VirtualHostGrpc(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Multi<DeltaDiscoveryResponse> deltaVirtualHosts(Multi<DeltaDiscoveryRequest> requests) {
        return streams.delta(Optional.of(ResourceType.VIRTUAL_HOST), requests);
    }
}
