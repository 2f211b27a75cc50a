package dev.roster.snapshot;

import dev.roster.resource.ResourceType;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * From one view to a later one, with the names that differ. Immutable.
 *
 * @param since {@link System#nanoTime} at which the oldest change in it was logged
 */
public record SnapshotUpdate(Snapshot before, Snapshot after, Map<ResourceType, Set<String>> changed, long since) {

    /** This update and the one that followed it, as one. */
    public SnapshotUpdate then(SnapshotUpdate next) {
        Map<ResourceType, Set<String>> both = new EnumMap<>(ResourceType.class);
        changed.forEach((type, names) -> both.put(type, new HashSet<>(names)));
        next.changed.forEach((type, names) ->
                both.computeIfAbsent(type, t -> new HashSet<>()).addAll(names));
        return new SnapshotUpdate(before, next.after, both, since);
    }
}
