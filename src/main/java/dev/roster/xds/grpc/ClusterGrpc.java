package dev.roster.xds.grpc;

import dev.roster.envoy.ResourceType;
import io.envoyproxy.envoy.service.cluster.v3.MutinyClusterDiscoveryServiceGrpc.ClusterDiscoveryServiceImplBase;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import java.util.Optional;

/** CDS: clusters on streams of their own. */
@GrpcService
final class ClusterGrpc extends ClusterDiscoveryServiceImplBase {
    private static final Optional<ResourceType> TYPE = Optional.of(ResourceType.CLUSTER);

    private final Streams streams;

    ClusterGrpc(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Multi<DiscoveryResponse> streamClusters(Multi<DiscoveryRequest> requests) {
        return streams.sotw(TYPE, requests);
    }

    @Override
    public Multi<DeltaDiscoveryResponse> deltaClusters(Multi<DeltaDiscoveryRequest> requests) {
        return streams.delta(TYPE, requests);
    }
}
