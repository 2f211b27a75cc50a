package dev.roster.bootstrap;

import dev.roster.request.NameRule;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap.StaticResources;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What Roster asks of the names in a file, and of the file's group. Not thread-safe: used within one conversion. */
final class NameRules {
    private final Notes notes;

    NameRules(Notes notes) {
        this.notes = notes;
    }

    void check(StaticResources resources) {
        names("clusters", resources.getClustersList(), Cluster::getName, cluster -> "");
        names("secrets", resources.getSecretsList(), Secret::getName, Secret::getTypeCase);
        names("listeners", resources.getListenersList(), Listener::getName, listener -> "");
    }

    /** Where the group comes from, and its name; the group of everyone has none. */
    void group(String field, String group) {
        if (!group.isEmpty()) {
            NameRule.ID.broken(group).ifPresent(rule -> notes.violate(field, group, rule));
        }
    }

    /** Two of one kind must not have one name. */
    private <T> void names(String list, List<T> items, Function<T, String> naming, Function<T, Object> kind) {
        Map<Object, String> places = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            String name = naming.apply(items.get(i));
            String place = "static_resources." + list + "[" + i + "].name";
            NameRule.NAME.broken(name).ifPresent(rule -> notes.violate(place, name, rule));
            String first = places.putIfAbsent(Map.entry(kind.apply(items.get(i)), name), place);
            if (first != null) {
                notes.violate(place, name, "must not occur twice, see " + first);
            }
        }
    }
}
