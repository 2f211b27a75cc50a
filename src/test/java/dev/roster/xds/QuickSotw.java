package dev.roster.xds;

import dev.roster.envoy.ResourceType;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A client of the aggregated state-of-the-world stream that accepts each response at once. Not thread-safe. */
final class QuickSotw implements QuickClient {
    private final Map<String, List<String>> wanted = new HashMap<>();
    private final ManualLoop loop;
    private final DiscoverySession<DiscoveryRequest, DiscoveryResponse> session;
    private long bytes;

    QuickSotw(Sessions sessions, ManualLoop loop) {
        this.loop = loop;
        this.session = sessions.open(new StreamKind<>(Variant.SOTW, Optional.empty()), loop, this::take);
    }

    @Override
    public QuickClient subscribes(ResourceType type, Collection<String> names) {
        wanted.put(type.typeUrl(), List.copyOf(names));
        session.request(about(type.typeUrl()).build());
        loop.turn();
        return this;
    }

    private DiscoveryRequest.Builder about(String typeUrl) {
        return DiscoveryRequest.newBuilder().setTypeUrl(typeUrl).addAllResourceNames(wanted.get(typeUrl));
    }

    @Override
    public long bytes() {
        return bytes;
    }

    private void take(DiscoveryResponse response) {
        bytes += response.getSerializedSize() - response.getNonce().length();
        DiscoveryRequest ack = about(response.getTypeUrl())
                .setVersionInfo(response.getVersionInfo())
                .setResponseNonce(response.getNonce())
                .build();
        loop.execute(() -> session.request(ack));
    }
}
