package dev.roster.snapshot;

import com.google.common.collect.Sets;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.roster.envoy.DeterministicBytes;
import dev.roster.envoy.ResourceType;
import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.listener.v3.ApiListener;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.Rds;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * The way of a gRPC client without a proxy from the name of a service to its cluster: it asks for a listener of that name,
 * the listener names the route of that name, the route leads to the cluster (P81). Each is looked up, so a written one
 * stands before it. Immutable.
 */
final class ProxylessRoute {
    static final Set<ResourceType> TYPES = Sets.immutableEnumSet(ResourceType.LISTENER, ResourceType.ROUTE);

    private ProxylessRoute() {}

    /** The resources that lead to a service, by type. */
    static Map<ResourceType, VersionedResource> to(String service) {
        Map<ResourceType, VersionedResource> resources = new EnumMap<>(ResourceType.class);
        resources.put(
                ResourceType.LISTENER,
                VersionedResource.of(
                        ResourceType.LISTENER,
                        service,
                        ResourceContent.referring(
                                bytes(listener(service)), Map.of(ResourceType.ROUTE, Set.of(service)))));
        resources.put(
                ResourceType.ROUTE,
                VersionedResource.of(ResourceType.ROUTE, service, ResourceContent.of(bytes(route(service)))));
        return resources;
    }

    private static ByteString bytes(Message message) {
        return DeterministicBytes.of(message);
    }

    private static Listener listener(String service) {
        ConfigSource source = ConfigSource.newBuilder()
                .setResourceApiVersion(ApiVersion.V3)
                .setAds(AggregatedConfigSource.getDefaultInstance())
                .build();
        HttpConnectionManager connections = HttpConnectionManager.newBuilder()
                .setStatPrefix(service)
                .setRds(Rds.newBuilder().setConfigSource(source).setRouteConfigName(service))
                .addHttpFilters(
                        HttpFilter.newBuilder().setName("router").setTypedConfig(Any.pack(Router.getDefaultInstance())))
                .build();
        return Listener.newBuilder()
                .setName(service)
                .setApiListener(ApiListener.newBuilder().setApiListener(Any.pack(connections)))
                .build();
    }

    /** For every authority: that a client may set as it likes. */
    private static RouteConfiguration route(String service) {
        Route all = Route.newBuilder()
                .setMatch(RouteMatch.newBuilder().setPrefix("/"))
                .setRoute(RouteAction.newBuilder().setCluster(service))
                .build();
        return RouteConfiguration.newBuilder()
                .setName(service)
                .addVirtualHosts(VirtualHost.newBuilder()
                        .setName(service)
                        .addDomains("*")
                        .addRoutes(all))
                .build();
    }
}
