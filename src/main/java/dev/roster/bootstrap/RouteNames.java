package dev.roster.bootstrap;

import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The names under which inline routes become resources: their own where it means one thing in the whole file, else one
 * that the listener's name leads. Not thread-safe: used within one conversion.
 */
final class RouteNames {
    private static final String UNNAMED = "routes";

    private final Map<String, Set<RouteConfiguration>> contents = new HashMap<>();
    private final Map<String, RouteConfiguration> given = new HashMap<>();

    RouteNames(Collection<Listener> listeners) {
        for (Listener listener : listeners) {
            for (RouteConfiguration routes : InlineRoutes.of(listener)) {
                contents.computeIfAbsent(routes.getName(), name -> new HashSet<>())
                        .add(routes);
            }
        }
    }

    /** The name for these routes of this listener; the same routes get the same one again. */
    String give(String listener, RouteConfiguration routes) {
        String own = routes.getName();
        if (!own.isEmpty() && contents.getOrDefault(own, Set.of()).size() == 1) {
            return own;
        }
        String first = listener + "-" + (own.isEmpty() ? UNNAMED : own);
        String name = first;
        for (int number = 2; isOther(name, routes); number++) {
            name = first + "-" + number;
        }
        given.put(name, routes);
        return name;
    }

    private boolean isOther(String name, RouteConfiguration routes) {
        RouteConfiguration holder = given.get(name);
        return contents.containsKey(name) || (holder != null && !holder.equals(routes));
    }
}
