package dev.roster.envoy.rules;

import com.google.protobuf.Any;
import dev.roster.envoy.FieldPath;
import dev.roster.envoy.Findings;
import dev.roster.envoy.Packed;
import io.envoyproxy.envoy.config.accesslog.v3.AccessLog;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import java.util.List;

/** Extensions are found by the type of their configuration, each kind among its own. */
final class ExtensionChecks {
    static final List<MessageCheck<?>> ALL = List.of(
            MessageCheck.on(Filter.getDefaultInstance(), ExtensionChecks::networkFilter),
            MessageCheck.on(
                    io.envoyproxy.envoy.config.cluster.v3.Filter.getDefaultInstance(), ExtensionChecks::upstreamFilter),
            MessageCheck.on(HttpFilter.getDefaultInstance(), ExtensionChecks::httpFilter),
            MessageCheck.on(ListenerFilter.getDefaultInstance(), ExtensionChecks::listenerFilter),
            MessageCheck.on(AccessLog.getDefaultInstance(), ExtensionChecks::accessLog),
            MessageCheck.on(TransportSocket.getDefaultInstance(), ExtensionChecks::transportSocket),
            MessageCheck.on(FilterChain.getDefaultInstance(), ExtensionChecks::downstream),
            MessageCheck.on(Cluster.getDefaultInstance(), ExtensionChecks::upstream));

    private static final String CONFIG = "typed_config";
    private static final String UPSTREAM_TLS = "envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext";
    private static final String DOWNSTREAM_TLS = "envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext";

    private static final Kind NETWORK_FILTER =
            new Kind("a network filter", List.of("envoy.extensions.filters.network."));
    private static final Kind HTTP_FILTER =
            new Kind("an HTTP filter", List.of("envoy.extensions.filters.http.", "envoy.extensions.common.matching."));
    private static final Kind LISTENER_FILTER = new Kind(
            "a listener filter", List.of("envoy.extensions.filters.listener.", "envoy.extensions.filters.udp."));
    private static final Kind ACCESS_LOGGER = new Kind("an access logger", List.of("envoy.extensions.access_loggers."));
    private static final Kind TRANSPORT_SOCKET =
            new Kind("a transport socket", List.of("envoy.extensions.transport_sockets."));

    private ExtensionChecks() {}

    private static void networkFilter(Filter filter, FieldPath at, Findings findings) {
        if (!filter.hasConfigDiscovery()) {
            NETWORK_FILTER.check(filter.getTypedConfig(), at, findings);
        }
    }

    private static void upstreamFilter(
            io.envoyproxy.envoy.config.cluster.v3.Filter filter, FieldPath at, Findings findings) {
        if (!filter.hasConfigDiscovery()) {
            NETWORK_FILTER.check(filter.getTypedConfig(), at, findings);
        }
    }

    private static void httpFilter(HttpFilter filter, FieldPath at, Findings findings) {
        if (!filter.hasConfigDiscovery() && !filter.getIsOptional()) {
            HTTP_FILTER.check(filter.getTypedConfig(), at, findings);
        }
    }

    private static void listenerFilter(ListenerFilter filter, FieldPath at, Findings findings) {
        if (!filter.hasConfigDiscovery()) {
            LISTENER_FILTER.check(filter.getTypedConfig(), at, findings);
        }
    }

    private static void accessLog(AccessLog log, FieldPath at, Findings findings) {
        ACCESS_LOGGER.check(log.getTypedConfig(), at, findings);
    }

    private static void transportSocket(TransportSocket socket, FieldPath at, Findings findings) {
        TRANSPORT_SOCKET.check(socket.getTypedConfig(), at, findings);
    }

    private static void downstream(FilterChain chain, FieldPath at, Findings findings) {
        if (Packed.of(chain.getTransportSocket().getTypedConfig()).typeName().equals(UPSTREAM_TLS)) {
            findings.violate(socketType(at), UPSTREAM_TLS, "must be a DownstreamTlsContext in a listener");
        }
    }

    private static void upstream(Cluster cluster, FieldPath at, Findings findings) {
        if (Packed.of(cluster.getTransportSocket().getTypedConfig()).typeName().equals(DOWNSTREAM_TLS)) {
            findings.violate(socketType(at), DOWNSTREAM_TLS, "must be an UpstreamTlsContext in a cluster");
        }
    }

    private static FieldPath socketType(FieldPath at) {
        return at.field("transport_socket").field(CONFIG).field("@type");
    }

    /** The packages whose configurations are of one kind of extension. Immutable. */
    private record Kind(String words, List<String> packages) {
        /** An extension that is not Envoy's own may have a type of any other name. */
        void check(Any config, FieldPath at, Findings findings) {
            String type = Packed.of(config).typeName();
            if (type.isEmpty()) {
                findings.violate(at.field(CONFIG), "", "is required");
            } else if (type.startsWith("envoy.") && packages.stream().noneMatch(type::startsWith)) {
                findings.violate(at.field(CONFIG).field("@type"), type, "must be the type of " + words);
            }
        }
    }
}
