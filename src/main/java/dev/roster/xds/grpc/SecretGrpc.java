package dev.roster.xds.grpc;

import dev.roster.envoy.ResourceType;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.envoyproxy.envoy.service.secret.v3.MutinySecretDiscoveryServiceGrpc.SecretDiscoveryServiceImplBase;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import java.util.Optional;

/** SDS: secrets on streams of their own. */
@GrpcService
final class SecretGrpc extends SecretDiscoveryServiceImplBase {
    private static final Optional<ResourceType> TYPE = Optional.of(ResourceType.SECRET);

    private final Streams streams;

    SecretGrpc(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Multi<DiscoveryResponse> streamSecrets(Multi<DiscoveryRequest> requests) {
        return streams.sotw(TYPE, requests);
    }

    @Override
    public Multi<DeltaDiscoveryResponse> deltaSecrets(Multi<DeltaDiscoveryRequest> requests) {
        return streams.delta(TYPE, requests);
    }
}
