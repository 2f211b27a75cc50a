package dev.roster.snapshot;

import dev.roster.envoy.ResourceType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a batch makes of the resources that it names, where one that is written by hand stands before one that is generated
 * under its name. Not thread-safe: belongs to the projection.
 */
final class NextResources {
    private final Map<Scope, Map<String, Optional<Published>>> next = new HashMap<>();
    private Snapshot current = Snapshot.EMPTY;

    /** From here on a batch is taken in; with the whole state, what it does not name is gone. */
    void begin(Snapshot before, boolean everything) {
        current = before;
        next.clear();
        if (everything) {
            before.scopes()
                    .forEach(scope -> before.scope(scope)
                            .names()
                            .forEach(name -> put(scope, name, Optional.empty(), Optional.empty())));
        }
    }

    void generated(ResourceType type, String name, Optional<Published> resource) {
        Scope scope = Scope.everyone(type);
        put(scope, name, soFar(scope, name).flatMap(Published::written), resource);
    }

    void written(Scope scope, String name, Optional<VersionedResource> resource) {
        put(scope, name, resource, soFar(scope, name).flatMap(Published::generated));
    }

    /** A resource that cannot be read stays as it was. */
    void unreadable(Scope scope, String name) {
        written(scope, name, current.get(scope, name).flatMap(Published::written));
    }

    Map<Scope, Map<String, Optional<Published>>> all() {
        return next;
    }

    private Optional<Published> soFar(Scope scope, String name) {
        Optional<Published> told = next.getOrDefault(scope, Map.of()).get(name);
        return told == null ? current.get(scope, name) : told;
    }

    private void put(Scope scope, String name, Optional<VersionedResource> written, Optional<Published> generated) {
        next.computeIfAbsent(scope, s -> new HashMap<>())
                .put(name, written.isEmpty() ? generated : written.map(own -> new Written(own, generated)));
    }
}
