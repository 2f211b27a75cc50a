package dev.roster.snapshot;

import dev.roster.envoy.ResourceType;
import dev.roster.snapshot.Referrers.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** All that is served, as of one moment. Immutable. */
public final class Snapshot {
    public static final Snapshot EMPTY = new Snapshot(HashTreePMap.empty(), Referrers.NONE, 0);

    private final PMap<Scope, TypeSnapshot> scopes;
    private final Referrers referrers;
    private final long number;

    private Snapshot(PMap<Scope, TypeSnapshot> scopes, Referrers referrers, long number) {
        this.scopes = scopes;
        this.referrers = referrers;
        this.number = number;
    }

    /** Whether this view was made before the other one, of the same projection. */
    public boolean isBefore(Snapshot other) {
        return number < other.number;
    }

    /** The resources of a type as this client sees them. */
    public TypeView view(ResourceType type, Viewer viewer) {
        return new TypeView(this, type, viewer);
    }

    /** All of it, as the update of somebody who has nothing. */
    public SnapshotUpdate sinceNothing() {
        Map<Scope, Set<String>> names = new HashMap<>();
        scopes.forEach((scope, resources) -> names.put(scope, resources.names()));
        return new SnapshotUpdate(EMPTY, this, new ChangedNames(names, Set.of()), System.nanoTime());
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

    Referrers referrers() {
        return referrers;
    }

    Snapshot with(Map<Scope, Map<String, Optional<Published>>> changed) {
        PMap<Scope, TypeSnapshot> next = scopes;
        Referrers nextReferrers = referrers;
        for (Map.Entry<Scope, Map<String, Optional<Published>>> change : changed.entrySet()) {
            Scope scope = change.getKey();
            TypeSnapshot resources = scope(scope).with(change.getValue());
            next = resources.size() == 0 ? next.minus(scope) : next.plus(scope, resources);
            for (Map.Entry<String, Optional<Published>> resource :
                    change.getValue().entrySet()) {
                nextReferrers = nextReferrers.with(
                        new Source(scope, resource.getKey()), get(scope, resource.getKey()), resource.getValue());
            }
        }
        return new Snapshot(next, nextReferrers, number + 1);
    }
}
