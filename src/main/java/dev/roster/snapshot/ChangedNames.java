package dev.roster.snapshot;

import com.google.common.collect.Sets;
import dev.roster.envoy.ResourceType;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The names that differ between two views. Immutable.
 *
 * @param listed the names of resources that changed, appeared or are gone, by where they are
 * @param services the services that appeared or are gone, and with them what is served by their names only
 */
record ChangedNames(Map<Scope, Set<String>> listed, Set<String> services) {
    ChangedNames {
        listed = Map.copyOf(listed);
        services = Set.copyOf(services);
    }

    boolean isEmpty() {
        return listed.isEmpty() && services.isEmpty();
    }

    Set<ResourceType> types() {
        Set<ResourceType> types = EnumSet.noneOf(ResourceType.class);
        listed.keySet().forEach(scope -> types.add(scope.type()));
        if (!services.isEmpty()) {
            types.addAll(ProxylessRoute.TYPES);
        }
        return types;
    }

    Set<String> of(ResourceType type, String group) {
        Set<String> everyones = listed.getOrDefault(Scope.everyone(type), Set.of());
        Set<String> own = listed.getOrDefault(new Scope(type, group), Set.of());
        if (own.isEmpty() || everyones.isEmpty()) {
            return own.isEmpty() ? everyones : own; // without a copy: every stream asks
        }
        return Sets.union(everyones, own);
    }

    Set<String> byName(ResourceType type) {
        return ProxylessRoute.TYPES.contains(type) ? services : Set.of();
    }

    /** These names and those that changed next. */
    ChangedNames and(ChangedNames next) {
        Map<Scope, Set<String>> both = new HashMap<>();
        listed.forEach((scope, names) -> both.put(scope, new HashSet<>(names)));
        next.listed.forEach((scope, names) ->
                both.computeIfAbsent(scope, s -> new HashSet<>()).addAll(names));
        return new ChangedNames(both, Sets.union(services, next.services));
    }
}
