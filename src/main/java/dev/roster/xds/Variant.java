package dev.roster.xds;

import com.google.protobuf.MessageLite;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.util.function.BiFunction;
import java.util.function.Function;

/** One of the two variants of the protocol, by its messages. Immutable. */
public final class Variant<Q, R extends MessageLite> {
    /** Incremental xDS. */
    public static final Variant<DeltaDiscoveryRequest, DeltaDiscoveryResponse> DELTA =
            new Variant<>(true, DeltaDiscoveryRequest::getNode, DeltaDiscoveryRequest::getTypeUrl, DeltaStream::new);

    /** State-of-the-world xDS. */
    public static final Variant<DiscoveryRequest, DiscoveryResponse> SOTW =
            new Variant<>(false, DiscoveryRequest::getNode, DiscoveryRequest::getTypeUrl, SotwStream::new);

    private final boolean delta;
    private final Function<Q, Node> node;
    private final Function<Q, String> typeUrl;
    private final BiFunction<String, Channel<R>, TypeStream<Q>> stream;

    private Variant(
            boolean delta,
            Function<Q, Node> node,
            Function<Q, String> typeUrl,
            BiFunction<String, Channel<R>, TypeStream<Q>> stream) {
        this.delta = delta;
        this.node = node;
        this.typeUrl = typeUrl;
        this.stream = stream;
    }

    boolean isDelta() {
        return delta;
    }

    Node node(Q request) {
        return node.apply(request);
    }

    String typeUrl(Q request) {
        return typeUrl.apply(request);
    }

    TypeStream<Q> open(String url, Channel<R> channel) {
        return stream.apply(url, channel);
    }
}
