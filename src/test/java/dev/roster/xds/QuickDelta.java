package dev.roster.xds;

import dev.roster.envoy.ResourceType;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import java.util.Collection;
import java.util.Optional;

/** A client of the aggregated delta stream that accepts each response at once and counts bytes. Not thread-safe. */
final class QuickDelta implements QuickClient {
    private final ManualLoop loop;
    private final DiscoverySession<DeltaDiscoveryRequest, DeltaDiscoveryResponse> session;
    private long bytes;

    QuickDelta(Sessions sessions, ManualLoop loop) {
        this.loop = loop;
        this.session = sessions.open(new StreamKind<>(Variant.DELTA, Optional.empty()), loop, this::take);
    }

    @Override
    public QuickClient subscribes(ResourceType type, Collection<String> names) {
        session.request(
                DeltaTranscript.about(type).addAllResourceNamesSubscribe(names).build());
        loop.turn();
        return this;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    private void take(DeltaDiscoveryResponse response) {
        bytes += response.getSerializedSize() - response.getNonce().length();
        DeltaDiscoveryRequest ack = DeltaDiscoveryRequest.newBuilder()
                .setTypeUrl(response.getTypeUrl())
                .setResponseNonce(response.getNonce())
                .build();
        loop.execute(() -> session.request(ack));
    }
}
