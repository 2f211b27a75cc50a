package dev.roster.xds.grpc;

import dev.roster.envoy.ResourceType;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.envoyproxy.envoy.service.extension.v3.MutinyExtensionConfigDiscoveryServiceGrpc.ExtensionConfigDiscoveryServiceImplBase;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import java.util.Optional;

/** ECDS: extension configurations on streams of their own. */
@GrpcService
final class ExtensionConfigGrpc extends ExtensionConfigDiscoveryServiceImplBase {
    private static final Optional<ResourceType> TYPE = Optional.of(ResourceType.EXTENSION_CONFIG);

    private final Streams streams;

    ExtensionConfigGrpc(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Multi<DiscoveryResponse> streamExtensionConfigs(Multi<DiscoveryRequest> requests) {
        return streams.sotw(TYPE, requests);
    }

    @Override
    public Multi<DeltaDiscoveryResponse> deltaExtensionConfigs(Multi<DeltaDiscoveryRequest> requests) {
        return streams.delta(TYPE, requests);
    }
}
