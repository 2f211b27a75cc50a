package dev.roster.xds.file;

import dev.roster.envoy.EnvoyJson;
import dev.roster.envoy.ResourceType;
import dev.roster.resource.ResourceKey;
import dev.roster.snapshot.Registered;
import dev.roster.snapshot.SnapshotUpdate;
import dev.roster.xds.FileText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder that follows a registry, written when told. Not thread-safe. */
final class Shelf {
    private static final long DELAY = 5;

    private final Registered registered = new Registered(0);
    private final FaultyDisk disk = new FaultyDisk();
    private final Path path;
    private Folder folder;
    private @Nullable SnapshotUpdate owed;
    private long now;

    Shelf(Path path) {
        this.path = path;
        this.folder = folder("", type -> type != ResourceType.SECRET);
        registered.snapshots().follow(update -> owed = owed == null ? update : owed.then(update));
    }

    private Folder folder(String group, Predicate<ResourceType> served) {
        return new Folder(new Folder.Place(group, path), new Disk(disk), new FileText(new EnvoyJson()), served);
    }

    Registered registered() {
        return registered;
    }

    /** The disk that it lies on. */
    FaultyDisk disk() {
        return disk;
    }

    /** Begins anew, as a process that starts does, for the nodes of a group. */
    Shelf restarts(String group, Predicate<ResourceType> served) {
        folder = folder(group, served);
        owed = registered.snapshots().current().sinceNothing();
        return this;
    }

    Shelf restarts() {
        return restarts(ResourceKey.EVERYONE, type -> type != ResourceType.SECRET);
    }

    /** Writes what changed; returns how many files did. What fails is written the next time. */
    int writes() throws IOException {
        int files = 0;
        if (owed != null) {
            files += folder.write(owed, registered.snapshots().current(), now);
            owed = null;
        }
        return files + folder.retire(registered.snapshots().current(), now - DELAY, now);
    }

    /** Lets the time pass after which what is gone goes. */
    Shelf waits() {
        now += DELAY;
        return this;
    }

    boolean isRetiring() {
        return folder.isRetiring();
    }

    String read(String file) {
        try {
            return Files.readString(path.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(String file) {
        return Files.exists(path.resolve(file));
    }

    /** All that lies in it, visible or not: paths of files with their content, of folders with none. */
    Map<String, String> contents() {
        try (Stream<Path> all = Files.walk(path)) {
            return all.collect(Collectors.toMap(
                    each -> path.relativize(each).toString(),
                    each -> Files.isRegularFile(each) ? read(each.toString()) : ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of what lies in a folder of it, visible or not. */
    List<String> list(String folder) {
        try (Stream<Path> files = Files.list(path.resolve(folder))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Which file it is, whatever it is called. */
    Object identity(String file) {
        try {
            return Files.getAttribute(path.resolve(file), "unix:ino");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
