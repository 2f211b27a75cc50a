package dev.roster.xds.file;

import dev.roster.envoy.ResourceType;
import dev.roster.resource.FilePath;
import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;
import dev.roster.xds.FileText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The files of one type of which each holds one resource. Not thread-safe: belongs to its folder. */
final class SingleFiles {
    private final ResourceType type;
    private final FileText text;
    private final Path folder;
    private final Disk disk;

    /** Takes the folder of the node group, in which these have one of their own. */
    SingleFiles(ResourceType type, FileText text, Path folder, Disk disk) {
        this.type = type;
        this.text = text;
        this.folder = folder;
        this.disk = disk;
    }

    void prepare() throws IOException {
        Files.createDirectories(folder.resolve(type.abbreviation()));
    }

    /** Writes those that exist of these resources; returns how many files changed. */
    int write(Collection<String> names, TypeView view) throws IOException {
        int files = 0;
        for (String name : names) {
            Optional<VersionedResource> resource = view.listed(name);
            if (resource.isPresent() && disk.put(place(name), content(resource), Disk.Access.to(type))) {
                files++;
            }
        }
        return synced(files);
    }

    /** As {@link #write}, but leaves those alone of which there is a file. */
    int writeNew(Collection<String> names, TypeView view) throws IOException {
        return write(names.stream().filter(name -> !Files.exists(place(name))).toList(), view);
    }

    /** Writes a file without a resource for those of which there is none; returns how many files changed. */
    int holdPlaces(Collection<String> names) throws IOException {
        return empty(names.stream().filter(name -> !Files.exists(place(name))).toList());
    }

    /** Leaves these files without a resource; returns how many files changed. */
    int empty(Collection<String> names) throws IOException {
        int files = 0;
        for (String name : names) {
            files += disk.put(place(name), content(Optional.empty()), Disk.Access.to(type)) ? 1 : 0;
        }
        return synced(files);
    }

    int remove(Collection<String> names) throws IOException {
        int files = 0;
        for (String name : names) {
            files += Files.deleteIfExists(place(name)) ? 1 : 0;
        }
        return synced(files);
    }

    /** Removes the files of all other resources. */
    int keepOnly(Set<String> names) throws IOException {
        Path own = folder.resolve(type.abbreviation());
        if (!Files.isDirectory(own)) {
            return 0;
        }
        Set<Path> kept = names.stream().map(this::place).collect(Collectors.toSet());
        int files = 0;
        try (DirectoryStream<Path> present = Files.newDirectoryStream(own, Disk.OURS)) {
            for (Path file : present) {
                if (!kept.contains(file)) {
                    Files.delete(file);
                    files++;
                }
            }
        }
        return files;
    }

    private int synced(int files) throws IOException {
        if (files > 0) {
            Disk.sync(folder.resolve(type.abbreviation()));
        }
        return files;
    }

    private byte[] content(Optional<VersionedResource> resource) {
        return text.single(resource, folder.toString()).getBytes(StandardCharsets.UTF_8);
    }

    private Path place(String name) {
        return folder.resolve(FilePath.of(type, name).toString());
    }
}
