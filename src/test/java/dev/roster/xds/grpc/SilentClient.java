package dev.roster.xds.grpc;

import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;

/** A client of the aggregated delta stream that asks and asks and reads nothing. Not thread-safe: one test drives it. */
final class SilentClient implements AutoCloseable {
    private final ManagedChannel channel;
    private final ClientCall<DeltaDiscoveryRequest, DeltaDiscoveryResponse> call;

    SilentClient(int port) {
        channel = Grpc.newChannelBuilderForAddress("127.0.0.1", port, InsecureChannelCredentials.create())
                .build();
        call = channel.newCall(AggregatedDiscoveryServiceGrpc.getDeltaAggregatedResourcesMethod(), CallOptions.DEFAULT);
        call.start(new ClientCall.Listener<>() {}, new Metadata());
    }

    void asks(WireType type, String name) {
        call.sendMessage(DeltaDiscoveryRequest.newBuilder()
                .setTypeUrl(type.url())
                .addResourceNamesSubscribe(name)
                .build());
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
