package dev.roster.xds.rest;

import dev.roster.envoy.ResourceType;
import dev.roster.resource.FilePath;
import dev.roster.snapshot.Snapshot;
import dev.roster.snapshot.SnapshotUpdate;
import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;
import dev.roster.snapshot.Viewer;
import dev.roster.xds.WholeFile;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The present view, and what went from it so lately that it may still be led to. Immutable.
 *
 * @param lately the updates with which something went, from the oldest on
 */
record Moment(Snapshot present, List<SnapshotUpdate> lately) {
    Moment {
        lately = List.copyOf(lately);
    }

    /** The moment in which this update is the latest, and is kept if something went with it. */
    Moment after(SnapshotUpdate update, boolean kept) {
        return new Moment(
                update.after(),
                kept ? Stream.concat(lately.stream(), Stream.of(update)).toList() : lately);
    }

    /** The moment in which nothing leads any more to what went with this update. */
    Moment without(SnapshotUpdate update) {
        return new Moment(
                present, lately.stream().filter(kept -> kept != update).toList());
    }

    /** What went but stays in its file, by name: the same as in a folder. */
    SortedMap<String, VersionedResource> retiring(ResourceType type, Viewer viewer) {
        SortedMap<String, VersionedResource> retiring = new TreeMap<>();
        if (type.removal() == ResourceType.Removal.LAST || FilePath.hasOneEach(type)) {
            TypeView now = present.view(type, viewer);
            for (SnapshotUpdate update : lately) {
                TypeView before = update.before().view(type, viewer);
                update.names(type, viewer.group()).stream()
                        .filter(name -> now.listed(name).isEmpty())
                        .forEach(name -> before.listed(name).ifPresent(resource -> retiring.put(name, resource)));
            }
        }
        return retiring;
    }

    /** Has the file hold what it would, had it followed since the oldest of these updates. */
    void fill(WholeFile whole, ResourceType type, Viewer viewer) {
        Set<String> names = new HashSet<>(present.view(type, viewer).names());
        for (SnapshotUpdate update : lately) {
            Set<String> changed = update.names(type, viewer.group());
            whole.update(changed, update.before().view(type, viewer));
            names.addAll(changed);
        }
        whole.update(names, present.view(type, viewer));
    }

    /** The version of all resources of a type, there or retiring. */
    String version(ResourceType type, Viewer viewer) {
        Map<String, VersionedResource> retiring = retiring(type, viewer);
        String now = present.view(type, viewer).version();
        return retiring.isEmpty()
                ? now
                : now + "+"
                        + Integer.toHexString(retiring.values().stream()
                                .map(resource -> resource.name() + " " + resource.version())
                                .toList()
                                .hashCode());
    }
}
