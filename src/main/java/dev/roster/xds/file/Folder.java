package dev.roster.xds.file;

import com.google.common.collect.Sets;
import dev.roster.envoy.ResourceType;
import dev.roster.resource.FilePath;
import dev.roster.snapshot.Snapshot;
import dev.roster.snapshot.SnapshotUpdate;
import dev.roster.snapshot.Transport;
import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.Viewer;
import dev.roster.xds.FileText;
import dev.roster.xds.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The files of one node group. What is written can be written again, so a write that failed half-way is made good by
 * repeating it. Not thread-safe: belongs to its writer.
 */
final class Folder {
    private final Viewer viewer;
    private final Path path;
    private final Map<ResourceType, WholeFile> wholes = new EnumMap<>(ResourceType.class);
    private final Map<ResourceType, SingleFiles> singles = new EnumMap<>(ResourceType.class);
    private final FileSet set;
    private final Retiring retiring = new Retiring();
    private int leadsTo;
    private boolean begun;
    /** When an earlier run, or one that failed, was taken over: what it has left is still led to. */
    private @Nullable Long tookOver;

    /**
     * Makes nothing yet.
     *
     * @param served which types there are files of
     */
    Folder(Place place, Disk disk, FileText text, Predicate<ResourceType> served) {
        this.viewer = new Viewer(place.group(), Transport.FILES);
        this.path = place.path();
        List<ResourceType> types = FilePath.TYPES.stream().filter(served).toList();
        for (ResourceType type : FilePath.TYPES) {
            if (FilePath.hasOneEach(type)) {
                singles.put(type, new SingleFiles(type, text, path, disk));
            }
        }
        types.forEach(type -> wholes.put(type, new WholeFile(type, text, path.toString())));
        this.set = new FileSet(path, types, disk);
    }

    Path path() {
        return path;
    }

    /** Writes what an update names as it is in this view; returns how many files changed. */
    int write(SnapshotUpdate update, Snapshot snapshot, long now) throws IOException {
        boolean again = begun;
        begun = false; // until all is done: after a failure it is not known what there is
        if (!again) {
            prepare();
            takeOver(snapshot, now);
        }
        // a file is there before another one leads to it, and leads to another one once that is there
        int files = 0;
        for (ResourceType type : wholes.keySet()) {
            Set<String> names = update.names(type, viewer.group());
            retiring.note(type, names, snapshot.view(type, viewer), now);
            files += writeAhead(type, names, snapshot.view(type, viewer));
        }
        files += holdPlaces(update.names(ResourceType.CLUSTER, viewer.group()), snapshot);
        files += set.replace(contents(update, snapshot, again), now);
        for (ResourceType type : wholes.keySet()) {
            SingleFiles each = singles.get(type);
            if (each != null) {
                files += each.write(update.names(type, viewer.group()), snapshot.view(type, viewer));
            }
        }
        leadsTo = wholes.keySet().stream()
                .filter(FilePath::hasOneEach)
                .mapToInt(type -> snapshot.view(type, viewer).names().size())
                .sum();
        begun = true;
        return files;
    }

    /** How many files an Envoy comes to from those that it is told of. */
    int leadsTo() {
        return leadsTo;
    }

    private void prepare() throws IOException {
        Files.createDirectories(path);
        for (Map.Entry<ResourceType, SingleFiles> each : singles.entrySet()) {
            if (wholes.containsKey(each.getKey())) {
                each.getValue().prepare();
            }
        }
    }

    /** What was there before and is gone has readers that still go by it. */
    private void takeOver(Snapshot snapshot, long now) throws IOException {
        for (Map.Entry<ResourceType, WholeFile> whole : wholes.entrySet()) {
            ResourceType type = whole.getKey();
            Optional<String> before = set.content(type);
            if (before.isPresent()) {
                retiring.note(type, whole.getValue().takeOver(before.get()), snapshot.view(type, viewer), now);
            }
        }
        tookOver = now;
    }

    /** Endpoints lead to nothing; of the other types those that are new are led to by nobody yet. */
    private int writeAhead(ResourceType type, Set<String> names, TypeView view) throws IOException {
        SingleFiles each = singles.get(type);
        if (each == null) {
            return 0;
        }
        return type == ResourceType.ENDPOINT ? each.write(names, view) : each.writeNew(names, view);
    }

    /** An Envoy rejects a cluster whose file of endpoints does not exist. */
    private int holdPlaces(Set<String> clusters, Snapshot snapshot) throws IOException {
        SingleFiles endpoints = singles.get(ResourceType.ENDPOINT);
        return endpoints == null
                ? 0
                : endpoints.holdPlaces(
                        snapshot.view(ResourceType.CLUSTER, viewer).references(clusters, ResourceType.ENDPOINT));
    }

    /** The names of a type whose files must exist, though there is nothing in them: clusters lead there. */
    private Set<String> ledTo(ResourceType type, Snapshot snapshot) {
        if (type != ResourceType.ENDPOINT) {
            return Set.of();
        }
        TypeView clusters = snapshot.view(ResourceType.CLUSTER, viewer);
        return clusters.references(clusters.names(), type);
    }

    private Map<ResourceType, byte[]> contents(SnapshotUpdate update, Snapshot snapshot, boolean onlyChanged) {
        Map<ResourceType, byte[]> contents = new LinkedHashMap<>();
        wholes.forEach((type, whole) -> {
            Set<String> names = update.names(type, viewer.group());
            if (!onlyChanged || !names.isEmpty()) {
                whole.update(names, snapshot.view(type, viewer));
                contents.put(type, whole.content().getBytes(StandardCharsets.UTF_8));
            }
        });
        return contents;
    }

    /** Removes what has been gone for long enough; returns how many files changed. */
    int retire(Snapshot snapshot, long longEnoughAgo, long now) throws IOException {
        set.retire(longEnoughAgo);
        int files = 0;
        for (Map.Entry<ResourceType, WholeFile> whole : wholes.entrySet()) {
            ResourceType type = whole.getKey();
            Set<String> due = retiring.due(type, longEnoughAgo);
            if (!due.isEmpty()) {
                due.forEach(whole.getValue()::forget);
                files += set.replace(Map.of(type, whole.getValue().content().getBytes(StandardCharsets.UTF_8)), now);
                SingleFiles each = singles.get(type);
                if (each != null) {
                    Set<String> held = Sets.intersection(due, ledTo(type, snapshot));
                    files += each.empty(held) + each.remove(Sets.difference(due, held));
                }
                retiring.done(type, due);
            }
        }
        if (tookOver != null && tookOver - longEnoughAgo <= 0) {
            files += tidy(snapshot);
            tookOver = null;
        }
        return files;
    }

    /** Whether there is something to {@link #retire}, now or later. */
    boolean isRetiring() {
        return tookOver != null || !retiring.isEmpty() || set.isRetiring();
    }

    /** Removes what nothing has led to since another run was taken over. */
    private int tidy(Snapshot snapshot) throws IOException {
        int files = set.tidy();
        for (Map.Entry<ResourceType, SingleFiles> each : singles.entrySet()) {
            Set<String> present = new HashSet<>();
            if (wholes.containsKey(each.getKey())) {
                present.addAll(snapshot.view(each.getKey(), viewer).names());
                present.addAll(retiring.names(each.getKey()));
            }
            Set<String> ledTo = ledTo(each.getKey(), snapshot);
            files += each.getValue().empty(Sets.difference(ledTo, present));
            files += each.getValue().keepOnly(Sets.union(present, ledTo));
        }
        return files;
    }

    /** Where the files of a node group are. Immutable. */
    record Place(String group, Path path) {}
}
