package dev.roster.xds;

import com.google.protobuf.MessageLite;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.util.stream.Stream;

/** The two variants of the protocol, by their messages. Immutable. */
public abstract sealed class Variant<Q, R extends MessageLite> {
    public static final Variant<DeltaDiscoveryRequest, DeltaDiscoveryResponse> DELTA = new Delta();
    public static final Variant<DiscoveryRequest, DiscoveryResponse> SOTW = new StateOfTheWorld();

    private Variant() {}

    abstract String typeUrl(Q request);

    abstract Node node(Q request);

    /** The names that a stream would remember of a request. */
    abstract Stream<String> names(Q request);

    abstract boolean isDelta();

    abstract TypeStream<Q> open(String typeUrl, Channel<R> channel);

    /** Incremental xDS. */
    private static final class Delta extends Variant<DeltaDiscoveryRequest, DeltaDiscoveryResponse> {
        @Override
        String typeUrl(DeltaDiscoveryRequest request) {
            return request.getTypeUrl();
        }

        @Override
        Node node(DeltaDiscoveryRequest request) {
            return request.getNode();
        }

        @Override
        Stream<String> names(DeltaDiscoveryRequest request) {
            return Stream.concat(
                    request.getResourceNamesSubscribeList().stream(),
                    request.getInitialResourceVersionsMap().keySet().stream());
        }

        @Override
        boolean isDelta() {
            return true;
        }

        @Override
        TypeStream<DeltaDiscoveryRequest> open(String typeUrl, Channel<DeltaDiscoveryResponse> channel) {
            return new DeltaStream(typeUrl, channel);
        }
    }

    /** State-of-the-world xDS. */
    private static final class StateOfTheWorld extends Variant<DiscoveryRequest, DiscoveryResponse> {
        @Override
        String typeUrl(DiscoveryRequest request) {
            return request.getTypeUrl();
        }

        @Override
        Node node(DiscoveryRequest request) {
            return request.getNode();
        }

        @Override
        Stream<String> names(DiscoveryRequest request) {
            return request.getResourceNamesList().stream();
        }

        @Override
        boolean isDelta() {
            return false;
        }

        @Override
        TypeStream<DiscoveryRequest> open(String typeUrl, Channel<DiscoveryResponse> channel) {
            return new SotwStream(typeUrl, channel);
        }
    }
}
