package dev.roster.bootstrap;

import dev.roster.bootstrap.Conversion.Made;
import dev.roster.bootstrap.Conversion.MadeResource;
import dev.roster.envoy.ResourceType;
import dev.roster.resource.ResourceKey;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.Rds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Makes listener resources, and route resources of the routes that stand in them. Not thread-safe: used within one
 * conversion.
 */
final class ListenerConverter {
    private final String group;
    private final Function<String, ConfigSource> source;
    private final RouteNames names;
    private final Notes notes;

    ListenerConverter(String group, Function<String, ConfigSource> source, RouteNames names, Notes notes) {
        this.group = group;
        this.source = source;
        this.names = names;
        this.notes = notes;
    }

    /** The listener, after the routes that it will ask for. */
    List<Made> withRoutes(String from, Listener listener) {
        Map<String, RouteConfiguration> routes = new LinkedHashMap<>();
        Listener asking = InlineRoutes.change(listener, manager -> {
            if (manager.getScopedRoutes().hasScopedRouteConfigurationsList()) {
                notes.warn(
                        from,
                        listener.getName(),
                        "keeps its scoped routes: as resources they would be those of every listener that asks for any");
            }
            return manager.hasRouteConfig() ? asking(from, listener.getName(), manager, routes) : manager;
        });
        List<Made> made = new ArrayList<>();
        routes.forEach((name, content) ->
                made.add(new MadeResource(from, new ResourceKey(ResourceType.ROUTE, group, name), content, "")));
        made.add(listener(from, asking));
        return made;
    }

    /** The listener as it is. */
    Made listener(String from, Listener listener) {
        return new MadeResource(from, new ResourceKey(ResourceType.LISTENER, group, listener.getName()), listener, "");
    }

    private HttpConnectionManager asking(
            String from, String listener, HttpConnectionManager manager, Map<String, RouteConfiguration> routes) {
        RouteConfiguration inline = manager.getRouteConfig();
        String name = names.give(listener, inline);
        if (!inline.getName().isEmpty() && !inline.getName().equals(name)) {
            notes.warn(from, inline.getName(), "names different routes in this file: these became " + name);
        }
        routes.put(name, inline.toBuilder().setName(name).build());
        return manager.toBuilder()
                .setRds(Rds.newBuilder().setRouteConfigName(name).setConfigSource(source.apply(name)))
                .build();
    }
}
