package dev.roster.snapshot;

import dev.roster.envoy.ResourceType;
import java.util.Set;

/** From one view to a later one, with the names that differ. Immutable. */
public final class SnapshotUpdate {
    private final Snapshot before;
    private final Snapshot after;
    private final ChangedNames changed;
    private final Set<ResourceType> types;
    private final long since;

    SnapshotUpdate(Snapshot before, Snapshot after, ChangedNames changed, long since) {
        this.before = before;
        this.after = after;
        this.changed = changed;
        this.types = changed.types();
        this.since = since;
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

    /** Whether something is gone, for whomever. */
    public boolean removes() {
        return changed.listed().entrySet().stream()
                .anyMatch(scope -> scope.getValue().stream()
                        .anyMatch(name -> before.get(scope.getKey(), name).isPresent()
                                && after.get(scope.getKey(), name).isEmpty()));
    }

    /** The types of which something changed, for whomever. */
    public Set<ResourceType> types() {
        return types;
    }

    /** The names of a type that may differ for the nodes of a group. */
    public Set<String> names(ResourceType type, String group) {
        return changed.of(type, group);
    }

    /** The names of a type that may differ for those who asked for them by name, and for nobody else. */
    public Set<String> byName(ResourceType type) {
        return changed.byName(type);
    }

    /** This update and the one that followed it, as one. */
    public SnapshotUpdate then(SnapshotUpdate next) {
        return new SnapshotUpdate(before, next.after, changed.and(next.changed), since);
    }
}
