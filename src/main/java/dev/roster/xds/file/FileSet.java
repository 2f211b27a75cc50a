package dev.roster.xds.file;

import dev.roster.envoy.ResourceType;
import dev.roster.resource.FilePath;
import dev.roster.xds.file.Disk.Access;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a folder that change together: they lie in one generation, and moving the link {@code ..data} to the next
 * one changes them all. Not thread-safe: belongs to its folder.
 */
final class FileSet {
    static final String CURRENT = "..data";

    private static final String GENERATION = "..data-";
    private static final String LEFTOVERS = "{" + Disk.UNFINISHED + "*," + GENERATION + "*}";
    private static final FileAttribute<?> FOR_ALL =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

    private final Path folder;
    private final List<ResourceType> types;
    private final Disk disk;
    private final Map<Path, Long> replaced = new LinkedHashMap<>();

    /** Takes the types in the order in which those who watch single files are told of them. */
    FileSet(Path folder, List<ResourceType> types, Disk disk) {
        this.folder = folder;
        this.types = types;
        this.disk = disk;
    }

    /** Replaces the files of these types and leaves the others as they are; returns how many differ from what was there. */
    int replace(Map<ResourceType, byte[]> contents, long now) throws IOException {
        Map<ResourceType, byte[]> changed = new EnumMap<>(ResourceType.class);
        for (Map.Entry<ResourceType, byte[]> file : contents.entrySet()) {
            if (!Disk.holds(folder.resolve(CURRENT).resolve(name(file.getKey())), file.getValue())) {
                changed.put(file.getKey(), file.getValue());
            }
        }
        if (!changed.isEmpty()) {
            turn(changed, now);
        }
        boolean told = false;
        for (ResourceType type : types) {
            Path place = folder.resolve(name(type));
            if (changed.containsKey(type) || !Files.isSymbolicLink(place)) {
                Disk.link(place, Path.of(CURRENT, name(type)));
                told = true;
            }
        }
        if (told) {
            Disk.sync(folder);
        }
        return changed.size();
    }

    /** The present file of a type, if there is one. */
    Optional<String> content(ResourceType type) throws IOException {
        Path file = folder.resolve(CURRENT).resolve(name(type));
        return Files.exists(file)
                ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private static String name(ResourceType type) {
        return FilePath.ofAll(type).toString();
    }

    private void turn(Map<ResourceType, byte[]> changed, long now) throws IOException {
        Path current = folder.resolve(CURRENT);
        Optional<Path> previous = Files.exists(current) ? Optional.of(current.toRealPath()) : Optional.empty();
        Path next = Files.createTempDirectory(folder, GENERATION, FOR_ALL);
        boolean turned = false;
        try {
            fill(next, changed);
            Disk.link(current, next.getFileName());
            turned = true;
        } finally {
            if (!turned) {
                delete(next);
            }
        }
        previous.ifPresent(generation -> replaced.put(generation, now));
    }

    private void fill(Path generation, Map<ResourceType, byte[]> changed) throws IOException {
        for (ResourceType type : types) {
            Path place = generation.resolve(name(type));
            byte[] content = changed.get(type);
            if (content == null) {
                share(folder.resolve(CURRENT).resolve(name(type)), place);
            } else {
                disk.create(place, content, Access.to(type));
            }
        }
        Disk.sync(generation);
    }

    /** What did not change need not be written again. */
    private static void share(Path present, Path place) throws IOException {
        try {
            Files.createLink(place, present);
        } catch (FileSystemException | UnsupportedOperationException e) {
            Files.copy(present, place); // there are file systems without hard links
        }
    }

    /** Removes the generations that were replaced so long ago that no reader is still at them. */
    void retire(long longEnoughAgo) throws IOException {
        for (Iterator<Map.Entry<Path, Long>> generations = replaced.entrySet().iterator(); generations.hasNext(); ) {
            Map.Entry<Path, Long> generation = generations.next();
            if (generation.getValue() - longEnoughAgo <= 0) {
                delete(generation.getKey());
                generations.remove();
            }
        }
    }

    boolean isRetiring() {
        return !replaced.isEmpty();
    }

    private static void delete(Path generation) throws IOException {
        if (Files.exists(generation)) {
            try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(generation)) {
                for (Path leftover : leftovers) {
                    Files.delete(leftover);
                }
            }
            Files.delete(generation);
        }
    }

    /** Removes what an earlier run left: other generations, what it had not finished, types that are no longer served. */
    int tidy() throws IOException {
        Path current = folder.resolve(CURRENT).toRealPath();
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, LEFTOVERS)) {
            for (Path leftover : leftovers) {
                if (!Files.isDirectory(leftover, LinkOption.NOFOLLOW_LINKS)) {
                    Files.delete(leftover);
                } else if (!leftover.toRealPath().equals(current) && !replaced.containsKey(leftover.toRealPath())) {
                    delete(leftover);
                }
            }
        }
        int files = 0;
        for (ResourceType type : FilePath.TYPES) {
            if (!types.contains(type)) {
                files += Files.deleteIfExists(folder.resolve(name(type))) ? 1 : 0;
                Files.deleteIfExists(current.resolve(name(type)));
            }
        }
        return files;
    }
}
