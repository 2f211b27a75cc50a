package dev.roster.xds.rest;

import com.google.common.collect.Sets;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.roster.envoy.ResourceType;
import dev.roster.resource.FileName;
import dev.roster.resource.FilePath;
import dev.roster.snapshot.Snapshot;
import dev.roster.snapshot.Transport;
import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;
import dev.roster.snapshot.Viewer;
import dev.roster.xds.FileText;
import dev.roster.xds.WholeFile;
import dev.roster.xds.rest.FileRequest.File;
import dev.roster.xds.rest.FileRequest.Index;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files as they are in one view: the same that would be written, but for secrets, which are not shown. Thread-safe. */
@Singleton
final class ServedFiles {
    private static final List<ResourceType> TYPES =
            FilePath.TYPES.stream().filter(type -> type != ResourceType.SECRET).toList();

    /** The version of a file whose resource is yet to come. */
    private static final String NOTHING_YET = "none";

    private final FileText text;

    ServedFiles(FileText text) {
        this.text = text;
    }

    /**
     * A version of the content, or nothing when there is no such file.
     *
     * @param folder where an Envoy will find the files of this group: there they lead to others
     */
    Optional<String> version(FileRequest request, Snapshot snapshot, String folder) {
        String place = Hashing.murmur3_32_fixed()
                .hashString(folder, StandardCharsets.UTF_8)
                .toString();
        Optional<String> version = switch (request) {
            case Index index -> Optional.of(version(index, snapshot));
            case File file ->
                file.path().resource().isEmpty()
                        ? Optional.of(view(file, file.path().type(), snapshot).version())
                        : name(file, snapshot)
                                .map(name -> listed(file, name, snapshot)
                                        .map(VersionedResource::version)
                                        .orElse(NOTHING_YET));
        };
        return version.map(content -> content + "-" + place);
    }

    private static String version(Index index, Snapshot snapshot) {
        Hasher hasher = Hashing.sha256().newHasher();
        TYPES.forEach(type -> hasher.putString(view(index, type, snapshot).version(), StandardCharsets.UTF_8));
        return hasher.hash().toString().substring(0, 16);
    }

    /** The content of a file that there is. */
    String content(FileRequest request, Snapshot snapshot, String folder) {
        return switch (request) {
            case Index index -> list(index, snapshot, folder);
            case File file ->
                file.path().resource().isEmpty()
                        ? whole(file, snapshot, folder)
                        : text.single(listed(file, name(file, snapshot).orElseThrow(), snapshot), folder);
        };
    }

    /** A line per file: its version and its path. */
    private String list(Index index, Snapshot snapshot, String folder) {
        return paths(index, snapshot)
                .map(path -> new File(index.group(), path))
                .flatMap(file -> version(file, snapshot, folder).stream().map(version -> version + " " + file.path()))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static Stream<FilePath> paths(Index index, Snapshot snapshot) {
        return TYPES.stream()
                .flatMap(type -> Stream.concat(
                        Stream.of(FilePath.ofAll(type)),
                        FilePath.hasOneEach(type)
                                ? names(index, type, snapshot).stream().sorted().map(name -> FilePath.of(type, name))
                                : Stream.empty()));
    }

    private String whole(File file, Snapshot snapshot, String folder) {
        TypeView view = view(file, file.path().type(), snapshot);
        WholeFile whole = new WholeFile(file.path().type(), text, folder);
        whole.update(view.names(), view);
        return whole.content();
    }

    /** What the resource of this file is called, if there is such a file. */
    private static Optional<String> name(File file, Snapshot snapshot) {
        FileName wanted = file.path().resource().orElseThrow();
        return wanted.name()
                .filter(name -> listed(file, name, snapshot).isPresent())
                .or(() -> names(file, file.path().type(), snapshot).stream()
                        .filter(name -> FileName.of(name).equals(wanted))
                        .findFirst());
    }

    private static Optional<VersionedResource> listed(File file, String name, Snapshot snapshot) {
        return view(file, file.path().type(), snapshot).listed(name);
    }

    /** Those that there are, and of endpoints those that clusters lead to: an Envoy rejects one whose file does not exist. */
    private static Set<String> names(FileRequest request, ResourceType type, Snapshot snapshot) {
        Set<String> names = view(request, type, snapshot).names();
        if (type != ResourceType.ENDPOINT) {
            return names;
        }
        TypeView clusters = view(request, ResourceType.CLUSTER, snapshot);
        return Sets.union(names, clusters.references(clusters.names(), ResourceType.ENDPOINT));
    }

    private static TypeView view(FileRequest request, ResourceType type, Snapshot snapshot) {
        return snapshot.view(type, new Viewer(request.group(), Transport.FILES));
    }
}
