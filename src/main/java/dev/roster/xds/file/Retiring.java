package dev.roster.xds.file;

import dev.roster.envoy.ResourceType;
import dev.roster.snapshot.TypeView;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What is gone but may still be led to, and since when. Not thread-safe: belongs to its folder. */
final class Retiring {
    private final Map<ResourceType, Map<String, Long>> since = new EnumMap<>(ResourceType.class);

    void note(ResourceType type, Collection<String> names, TypeView view, long now) {
        Map<String, Long> gone = since.computeIfAbsent(type, t -> new HashMap<>());
        for (String name : names) {
            if (view.listed(name).isPresent()) {
                gone.remove(name);
            } else {
                gone.putIfAbsent(name, now);
            }
        }
    }

    /** Those of a type that have been gone for so long. */
    Set<String> due(ResourceType type, long longEnoughAgo) {
        Set<String> due = new HashSet<>();
        since.getOrDefault(type, Map.of()).forEach((name, at) -> {
            if (at - longEnoughAgo <= 0) {
                due.add(name);
            }
        });
        return due;
    }

    /** All of a type. */
    Set<String> names(ResourceType type) {
        return since.getOrDefault(type, Map.of()).keySet();
    }

    void done(ResourceType type, Set<String> names) {
        since.getOrDefault(type, Map.of()).keySet().removeAll(names);
    }

    boolean isEmpty() {
        return since.values().stream().allMatch(Map::isEmpty);
    }
}
