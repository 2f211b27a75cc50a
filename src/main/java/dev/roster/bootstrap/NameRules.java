package dev.roster.bootstrap;

import dev.roster.request.NameRule;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap.StaticResources;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What Roster asks of the names in a file, and of the file's group. Not thread-safe: used within one conversion. */
final class NameRules {
    private final Notes notes;

    NameRules(Notes notes) {
        this.notes = notes;
    }

    void check(StaticResources resources) {
        names(
                "clusters",
                resources.getClustersList().stream().map(Cluster::getName).toList());
        names(
                "secrets",
                resources.getSecretsList().stream().map(Secret::getName).toList());
        names(
                "listeners",
                resources.getListenersList().stream().map(Listener::getName).toList());
    }

    /** Where the group comes from, and its name; the group of everyone has none. */
    void group(String field, String group) {
        if (!group.isEmpty()) {
            NameRule.ID.broken(group).ifPresent(rule -> notes.violate(field, group, rule));
        }
    }

    private void names(String list, List<String> names) {
        Map<String, String> places = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String place = "static_resources." + list + "[" + i + "].name";
            NameRule.NAME.broken(name).ifPresent(rule -> notes.violate(place, name, rule));
            String first = places.putIfAbsent(name, place);
            if (first != null) {
                notes.violate(place, name, "must not occur twice, see " + first);
            }
        }
    }
}
