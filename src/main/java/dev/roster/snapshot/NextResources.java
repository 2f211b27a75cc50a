package dev.roster.snapshot;

import dev.roster.resource.ResourceType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a batch makes of the resources that it names, where one that is written by hand stands before one that is generated
 * under its name. Generated ones are to be told first. Not thread-safe: belongs to the projection.
 */
final class NextResources {
    /** The written resources for everyone, for only those can stand before generated ones. */
    private final Map<Scope, Map<String, Published>> written = new HashMap<>();

    /** Generated resources that a written one stands before. */
    private final Map<Scope, Map<String, Published>> hidden = new HashMap<>();

    private final Map<Scope, Map<String, Optional<Published>>> next = new HashMap<>();
    private Snapshot current = Snapshot.EMPTY;

    /** From here on a batch is taken in; with the whole state, what it does not name is gone. */
    void begin(Snapshot before, boolean everything) {
        current = before;
        next.clear();
        if (everything) {
            written.clear();
            hidden.clear();
            before.scopes()
                    .forEach(scope -> before.scope(scope).names().forEach(name -> put(scope, name, Optional.empty())));
        }
    }

    void generated(ResourceType type, String name, Optional<Published> resource) {
        Scope scope = Scope.everyone(type);
        Optional<Published> before = get(written, scope, name);
        if (before.isPresent()) {
            set(hidden, scope, name, resource);
            put(scope, name, before);
        } else {
            put(scope, name, resource);
        }
    }

    void written(Scope scope, String name, Optional<Published> resource) {
        if (!scope.isEveryone()) {
            put(scope, name, resource);
        } else if (resource.isPresent()) {
            if (get(written, scope, name).isEmpty()) {
                set(hidden, scope, name, soFar(scope, name));
            }
            set(written, scope, name, resource);
            put(scope, name, resource);
        } else if (set(written, scope, name, resource).isPresent()) {
            put(scope, name, set(hidden, scope, name, resource));
        }
    }

    /** A resource that cannot be read stays as it was. */
    void unreadable(Scope scope, String name) {
        put(scope, name, current.get(scope, name));
    }

    Map<Scope, Map<String, Optional<Published>>> all() {
        return next;
    }

    private Optional<Published> soFar(Scope scope, String name) {
        return next.getOrDefault(scope, Map.of()).getOrDefault(name, current.get(scope, name));
    }

    private void put(Scope scope, String name, Optional<Published> resource) {
        next.computeIfAbsent(scope, s -> new HashMap<>()).put(name, resource);
    }

    private static Optional<Published> get(Map<Scope, Map<String, Published>> resources, Scope scope, String name) {
        return Optional.ofNullable(resources.getOrDefault(scope, Map.of()).get(name));
    }

    /** Returns what was there. */
    private static Optional<Published> set(
            Map<Scope, Map<String, Published>> resources, Scope scope, String name, Optional<Published> resource) {
        Map<String, Published> named = resources.computeIfAbsent(scope, s -> new HashMap<>());
        return Optional.ofNullable(resource.isPresent() ? named.put(name, resource.get()) : named.remove(name));
    }
}
