package dev.roster.xds.grpc;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.MutinyAggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import java.util.Optional;

/** ADS: all types on one stream. */
@GrpcService
final class AggregatedGrpc extends AggregatedDiscoveryServiceImplBase {
    private final Streams streams;

    AggregatedGrpc(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Multi<DiscoveryResponse> streamAggregatedResources(Multi<DiscoveryRequest> requests) {
        return streams.sotw(Optional.empty(), requests);
    }

    @Override
    public Multi<DeltaDiscoveryResponse> deltaAggregatedResources(Multi<DeltaDiscoveryRequest> requests) {
        return streams.delta(Optional.empty(), requests);
    }
}
