package dev.roster.envoy.rules;

import com.google.common.base.Utf8;
import dev.roster.envoy.FieldPath;
import dev.roster.envoy.Findings;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Route configurations and their virtual hosts. */
final class RouteChecks {
    static final List<MessageCheck<?>> ALL = List.of(
            MessageCheck.on(RouteConfiguration.getDefaultInstance(), RouteChecks::domains),
            MessageCheck.on(RouteConfiguration.getDefaultInstance(), RouteChecks::names),
            MessageCheck.on(RouteConfiguration.getDefaultInstance(), RouteChecks::routes),
            MessageCheck.on(VirtualHost.getDefaultInstance(), RouteChecks::virtualHost),
            MessageCheck.on(ScopedRouteConfiguration.getDefaultInstance(), RouteChecks::scope));

    private static final int LONGEST_BODY = 4096;

    private RouteChecks() {}

    private static void domains(RouteConfiguration config, FieldPath at, Findings findings) {
        Set<String> taken = new HashSet<>();
        for (int h = 0; h < config.getVirtualHostsCount(); h++) {
            domains(config.getVirtualHosts(h), taken, at.field("virtual_hosts").item(h), findings);
        }
    }

    /** Envoy compares domains in lower case. */
    private static void domains(VirtualHost host, Set<String> taken, FieldPath at, Findings findings) {
        for (int d = 0; d < host.getDomainsCount(); d++) {
            String domain = host.getDomains(d);
            if (!taken.add(domain.toLowerCase(Locale.ROOT))) {
                findings.violate(at.field("domains").item(d), domain, "must be unique within a route configuration");
            }
        }
    }

    private static void names(RouteConfiguration config, FieldPath at, Findings findings) {
        Set<String> taken = new HashSet<>();
        for (int h = 0; h < config.getVirtualHostsCount(); h++) {
            String name = config.getVirtualHosts(h).getName();
            if (!taken.add(name)) {
                FieldPath field = at.field("virtual_hosts").item(h).field("name");
                findings.warn(field, name, "is another virtual host's name too: both share their statistics");
            }
        }
    }

    private static void routes(RouteConfiguration config, FieldPath at, Findings findings) {
        Set<String> plugins = config.getClusterSpecifierPluginsList().stream()
                .map(plugin -> plugin.getExtension().getName())
                .collect(Collectors.toSet());
        long longest = config.hasMaxDirectResponseBodySizeBytes()
                ? Integer.toUnsignedLong(
                        config.getMaxDirectResponseBodySizeBytes().getValue())
                : LONGEST_BODY;
        for (int h = 0; h < config.getVirtualHostsCount(); h++) {
            VirtualHost host = config.getVirtualHosts(h);
            for (int r = 0; r < host.getRoutesCount(); r++) {
                FieldPath place =
                        at.field("virtual_hosts").item(h).field("routes").item(r);
                plugin(host.getRoutes(r), plugins, place, findings);
                body(host.getRoutes(r), longest, place, findings);
            }
        }
    }

    private static void plugin(Route route, Set<String> known, FieldPath at, Findings findings) {
        if (route.getRoute().hasClusterSpecifierPlugin()
                && !known.contains(route.getRoute().getClusterSpecifierPlugin())) {
            findings.violate(
                    at.field("route").field("cluster_specifier_plugin"),
                    route.getRoute().getClusterSpecifierPlugin(),
                    "must be one of the route configuration's cluster_specifier_plugins");
        }
    }

    private static void body(Route route, long longest, FieldPath at, Findings findings) {
        DataSource body = route.getDirectResponse().getBody();
        int size = Math.max(
                Utf8.encodedLength(body.getInlineString()),
                body.getInlineBytes().size());
        if (size > longest) {
            findings.violate(
                    at.field("direct_response").field("body"),
                    size + " bytes",
                    "must be at most " + longest + " bytes long (max_direct_response_body_size_bytes)");
        }
    }

    private static void virtualHost(VirtualHost host, FieldPath at, Findings findings) {
        if (host.hasMatcher() && host.getRoutesCount() > 0) {
            findings.violate(at.field("matcher"), "", "must not be set beside routes");
        }
        if (at.isRoot()) {
            domains(host, new HashSet<>(), at, findings);
        }
    }

    private static void scope(ScopedRouteConfiguration scope, FieldPath at, Findings findings) {
        if (scope.getRouteConfigurationName().isEmpty() && !scope.hasRouteConfiguration()) {
            findings.violate(at.field("route_configuration_name"), "", "is required without a route_configuration");
        }
    }
}
