package dev.roster.snapshot;

import com.google.common.collect.Sets;
import dev.roster.resource.ResourceType;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** From one view to a later one, with the names that differ. Immutable. */
public final class SnapshotUpdate {
    private final Snapshot before;
    private final Snapshot after;
    private final Map<Scope, Set<String>> changed;
    private final Set<ResourceType> types = EnumSet.noneOf(ResourceType.class);
    private final long since;

    SnapshotUpdate(Snapshot before, Snapshot after, Map<Scope, Set<String>> changed, long since) {
        this.before = before;
        this.after = after;
        this.changed = Map.copyOf(changed);
        this.since = since;
        changed.keySet().forEach(scope -> types.add(scope.type()));
    }

    public Snapshot before() {
        return before;
    }

    public Snapshot after() {
        return after;
    }

    /** {@link System#nanoTime} at which the oldest change in it was logged. */
    public long since() {
        return since;
    }

    public boolean isEmpty() {
        return changed.isEmpty();
    }

    /** The types of which something changed, for whomever. */
    public Set<ResourceType> types() {
        return types;
    }

    /** The names of a type that may differ for the nodes of a group. */
    public Set<String> names(ResourceType type, String group) {
        Set<String> everyones = changed.getOrDefault(Scope.everyone(type), Set.of());
        Set<String> own = changed.getOrDefault(new Scope(type, group), Set.of());
        if (own.isEmpty() || everyones.isEmpty()) {
            return own.isEmpty() ? everyones : own; // without a copy: every stream asks
        }
        return Sets.union(everyones, own);
    }

    /** This update and the one that followed it, as one. */
    public SnapshotUpdate then(SnapshotUpdate next) {
        Map<Scope, Set<String>> both = new HashMap<>();
        changed.forEach((scope, names) -> both.put(scope, new HashSet<>(names)));
        next.changed.forEach((scope, names) ->
                both.computeIfAbsent(scope, s -> new HashSet<>()).addAll(names));
        return new SnapshotUpdate(before, next.after, both, since);
    }
}
