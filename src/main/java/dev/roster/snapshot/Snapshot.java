package dev.roster.snapshot;

import dev.roster.resource.ResourceType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** All that is served, as of one moment. Immutable. */
public final class Snapshot {
    public static final Snapshot EMPTY = new Snapshot(HashTreePMap.empty());

    private final PMap<Scope, TypeSnapshot> scopes;

    private Snapshot(PMap<Scope, TypeSnapshot> scopes) {
        this.scopes = scopes;
    }

    /** The resources of a type as this client sees them. */
    public TypeView view(ResourceType type, Viewer viewer) {
        return new TypeView(this, type, viewer);
    }

    /** How many resources of a type there are, for everyone and for groups. */
    public int size(ResourceType type) {
        return scopes.entrySet().stream()
                .filter(scope -> scope.getKey().type() == type)
                .mapToInt(scope -> scope.getValue().size())
                .sum();
    }

    Set<Scope> scopes() {
        return scopes.keySet();
    }

    TypeSnapshot scope(Scope scope) {
        return scopes.getOrDefault(scope, TypeSnapshot.EMPTY);
    }

    Optional<Published> get(Scope scope, String name) {
        return scope(scope).get(name);
    }

    Snapshot with(Map<Scope, Map<String, Optional<Published>>> changed) {
        PMap<Scope, TypeSnapshot> next = scopes;
        for (Map.Entry<Scope, Map<String, Optional<Published>>> change : changed.entrySet()) {
            TypeSnapshot resources = scope(change.getKey()).with(change.getValue());
            next = resources.size() == 0 ? next.minus(change.getKey()) : next.plus(change.getKey(), resources);
        }
        return new Snapshot(next);
    }
}
