package dev.roster.envoy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.EdsClusterConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Which fields of Envoy's API hold the name of a resource. */
final class ReferenceTable {
    /** Fields that hold the name of a cluster, or several. */
    static final Set<String> CLUSTERS = Set.of(
            "envoy.config.bootstrap.v3.ClusterManager.local_cluster_name",
            "envoy.config.core.v3.ApiConfigSource.cluster_names",
            "envoy.config.core.v3.GrpcService.EnvoyGrpc.cluster_name",
            "envoy.config.core.v3.HttpUri.cluster",
            "envoy.config.metrics.v3.StatsdSink.tcp_cluster_name",
            "envoy.config.route.v3.RouteAction.RequestMirrorPolicy.cluster",
            "envoy.config.route.v3.RouteAction.cluster",
            "envoy.config.route.v3.WeightedCluster.ClusterWeight.name",
            "envoy.config.trace.v3.DatadogConfig.collector_cluster",
            "envoy.config.trace.v3.LightstepConfig.collector_cluster",
            "envoy.config.trace.v3.ZipkinConfig.collector_cluster",
            "envoy.data.dns.v3.DnsTable.DnsEndpoint.cluster_name",
            "envoy.data.dns.v3.DnsTable.DnsServiceTarget.cluster_name",
            "envoy.extensions.access_loggers.fluentd.v3.FluentdAccessLogConfig.cluster",
            "envoy.extensions.clusters.aggregate.v3.ClusterConfig.clusters",
            "envoy.extensions.filters.http.gcp_authn.v3.GcpAuthnFilterConfig.cluster",
            "envoy.extensions.filters.network.dubbo_proxy.v3.RouteAction.cluster",
            "envoy.extensions.filters.network.generic_proxy.action.v3.RouteAction.cluster",
            "envoy.extensions.filters.network.redis_proxy.v3.RedisProxy.PrefixRoutes.Route.ReadCommandPolicy.cluster",
            "envoy.extensions.filters.network.redis_proxy.v3.RedisProxy.PrefixRoutes.Route.RequestMirrorPolicy.cluster",
            "envoy.extensions.filters.network.redis_proxy.v3.RedisProxy.PrefixRoutes.Route.cluster",
            "envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.WeightedCluster.ClusterWeight.name",
            "envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.cluster",
            "envoy.extensions.filters.network.thrift_proxy.v3.RouteAction.RequestMirrorPolicy.cluster",
            "envoy.extensions.filters.network.thrift_proxy.v3.RouteAction.cluster",
            "envoy.extensions.filters.network.thrift_proxy.v3.WeightedCluster.ClusterWeight.name",
            "envoy.extensions.filters.udp.udp_proxy.v3.Route.cluster",
            "envoy.extensions.filters.udp.udp_proxy.v3.UdpProxyConfig.cluster",
            "envoy.extensions.router.cluster_specifiers.lua.v3.LuaConfig.default_cluster",
            "envoy.extensions.tracers.fluentd.v3.FluentdConfig.cluster");

    /** Fields that hold any other name by itself. */
    static final Map<String, ResourceType> OTHERS = Map.of(
            "envoy.config.core.v3.EnvoyInternalAddress.server_listener_name", ResourceType.LISTENER,
            "envoy.config.route.v3.ScopedRouteConfiguration.route_configuration_name", ResourceType.ROUTE);

    /** Fields that hold a name beside the field that says where the resource comes from. */
    static final Map<String, Discovered> DISCOVERED = Map.of(
            "envoy.config.bootstrap.v3.RuntimeLayer.RtdsLayer.name",
                    new Discovered("rtds_config", ResourceType.RUNTIME),
            "envoy.config.cluster.v3.Filter.name", Discovered.EXTENSION,
            "envoy.config.listener.v3.Filter.name", Discovered.EXTENSION,
            "envoy.config.listener.v3.ListenerFilter.name", Discovered.EXTENSION,
            "envoy.extensions.filters.http.composite.v3.DynamicConfig.name", Discovered.EXTENSION,
            "envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter.name", Discovered.EXTENSION,
            "envoy.extensions.filters.network.http_connection_manager.v3.Rds.route_config_name",
                    new Discovered("config_source", ResourceType.ROUTE),
            "envoy.extensions.filters.udp.udp_proxy.v3.UdpProxyConfig.SessionFilter.name", Discovered.EXTENSION,
            "envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig.name",
                    new Discovered("sds_config", ResourceType.SECRET));

    private static final List<String> FILES = List.of("path", "path_config_source");
    private static final String CLUSTER = Cluster.getDescriptor().getFullName();

    /** What in a message refers to resources; in most, nothing does. */
    private static final Map<Descriptor, List<Referring>> COMPILED = new ConcurrentHashMap<>();

    private ReferenceTable() {}

    static void visit(Message message, FieldPath at, Visitor visitor) {
        COMPILED.computeIfAbsent(message.getDescriptorForType(), ReferenceTable::compile)
                .forEach(referring -> referring.visit(message, at, (type, name, place) -> {
                    if (!name.isEmpty()) {
                        visitor.refer(type, name, place);
                    }
                }));
    }

    private static List<Referring> compile(Descriptor type) {
        Stream<Referring> fields =
                type.getFields().stream().map(ReferenceTable::compile).flatMap(Optional::stream);
        return type.getFullName().equals(CLUSTER) ? List.of(ReferenceTable::endpoints) : fields.toList();
    }

    private static Optional<Referring> compile(FieldDescriptor field) {
        String name = field.getFullName();
        if (CLUSTERS.contains(name)) {
            return Optional.of((message, at, visitor) -> names(message, field, at, visitor));
        }
        return Optional.ofNullable(OTHERS.get(name))
                .<Referring>map(type -> (message, at, visitor) ->
                        visitor.refer(type, (String) message.getField(field), at.field(field)))
                .or(() -> Optional.ofNullable(DISCOVERED.get(name)).map(discovered -> discovered.referring(field)));
    }

    private static void names(Message message, FieldDescriptor field, FieldPath at, Visitor visitor) {
        FieldPath place = at.field(field);
        if (!field.isRepeated()) {
            visitor.refer(ResourceType.CLUSTER, (String) message.getField(field), place);
            return;
        }
        int index = 0;
        for (Object name : (List<?>) message.getField(field)) {
            visitor.refer(ResourceType.CLUSTER, (String) name, place.item(index++));
        }
    }

    /** The assignment that an EDS cluster fetches has the cluster's name unless it says another. */
    private static void endpoints(Message message, FieldPath at, Visitor visitor) {
        Cluster cluster = Typed.as(Cluster.getDefaultInstance(), message);
        EdsClusterConfig config = cluster.getEdsClusterConfig();
        if (cluster.getType() != DiscoveryType.EDS || !isServer(config.getEdsConfig())) {
            return;
        }
        if (config.getServiceName().isEmpty()) {
            visitor.refer(ResourceType.ENDPOINT, cluster.getName(), at.field("name"));
        } else {
            visitor.refer(
                    ResourceType.ENDPOINT,
                    config.getServiceName(),
                    at.field("eds_cluster_config").field("service_name"));
        }
    }

    /** Takes the references. */
    @FunctionalInterface
    interface Visitor {
        void refer(ResourceType type, String name, FieldPath at);
    }

    /** Finds the references of one message. */
    @FunctionalInterface
    interface Referring {
        void visit(Message message, FieldPath at, Visitor visitor);
    }

    /** A resource that comes from where the field {@code source}, in the same message, says. Immutable. */
    record Discovered(String source, ResourceType type) {
        static final Discovered EXTENSION = new Discovered("config_discovery", ResourceType.EXTENSION_CONFIG);

        Referring referring(FieldDescriptor name) {
            FieldDescriptor from = name.getContainingType().findFieldByName(source);
            return (message, at, visitor) -> {
                if (isServed(message, from)) {
                    visitor.refer(type, (String) message.getField(name), at.field(name));
                }
            };
        }

        /** What comes from nowhere stands in the message itself or in the bootstrap. */
        private static boolean isServed(Message message, FieldDescriptor from) {
            if (!message.hasField(from)) {
                return false;
            }
            Message source = (Message) message.getField(from);
            FieldDescriptor inner = source.getDescriptorForType().findFieldByName("config_source");
            return isServer(inner == null ? source : (Message) source.getField(inner));
        }
    }

    private static boolean isServer(Message configSource) {
        return FILES.stream()
                .map(configSource.getDescriptorForType()::findFieldByName)
                .noneMatch(configSource::hasField);
    }
}
