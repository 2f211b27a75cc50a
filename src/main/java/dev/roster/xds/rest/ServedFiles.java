package dev.roster.xds.rest;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.roster.envoy.ResourceType;
import dev.roster.resource.FileName;
import dev.roster.resource.FilePath;
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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files as they are in one moment: the same that would be written, but for secrets, which are not shown. Thread-safe. */
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
    Optional<String> version(FileRequest request, Moment moment, String folder) {
        String place = Hashing.murmur3_32_fixed()
                .hashString(folder, StandardCharsets.UTF_8)
                .toString();
        Optional<String> version = switch (request) {
            case Index index -> Optional.of(version(index, moment));
            case File file ->
                file.path().resource().isEmpty()
                        ? Optional.of(moment.version(file.path().type(), viewer(file)))
                        : name(file, moment)
                                .map(name -> listed(file, name, moment)
                                        .map(VersionedResource::version)
                                        .orElse(NOTHING_YET));
        };
        return version.map(content -> content + "-" + place);
    }

    private static String version(Index index, Moment moment) {
        Hasher hasher = Hashing.sha256().newHasher();
        TYPES.forEach(type -> hasher.putString(moment.version(type, viewer(index)), StandardCharsets.UTF_8));
        return hasher.hash().toString().substring(0, 16);
    }

    /** The content of a file that there is. */
    String content(FileRequest request, Moment moment, String folder) {
        return switch (request) {
            case Index index -> list(index, moment, folder);
            case File file ->
                file.path().resource().isEmpty()
                        ? whole(file, moment, folder)
                        : text.single(listed(file, name(file, moment).orElseThrow(), moment), folder);
        };
    }

    /** A line per file: its version and its path. */
    private String list(Index index, Moment moment, String folder) {
        return paths(index, moment)
                .map(path -> new File(index.group(), path))
                .flatMap(file -> version(file, moment, folder).stream().map(version -> version + " " + file.path()))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static Stream<FilePath> paths(Index index, Moment moment) {
        return TYPES.stream()
                .flatMap(type -> Stream.concat(
                        Stream.of(FilePath.ofAll(type)),
                        FilePath.hasOneEach(type)
                                ? names(index, type, moment).stream().sorted().map(name -> FilePath.of(type, name))
                                : Stream.empty()));
    }

    private String whole(File file, Moment moment, String folder) {
        WholeFile whole = new WholeFile(file.path().type(), text, folder);
        moment.fill(whole, file.path().type(), viewer(file));
        return whole.content();
    }

    /** What the resource of this file is called, if there is such a file. */
    private static Optional<String> name(File file, Moment moment) {
        FileName wanted = file.path().resource().orElseThrow();
        return wanted.name()
                .filter(name -> listed(file, name, moment).isPresent())
                .or(() -> names(file, file.path().type(), moment).stream()
                        .filter(name -> FileName.of(name).equals(wanted))
                        .findFirst());
    }

    private static Optional<VersionedResource> listed(File file, String name, Moment moment) {
        ResourceType type = file.path().type();
        return moment.present()
                .view(type, viewer(file))
                .listed(name)
                .or(() ->
                        Optional.ofNullable(moment.retiring(type, viewer(file)).get(name)));
    }

    /** Those that there are, and of endpoints those that clusters lead to: an Envoy rejects one whose file does not exist. */
    private static Set<String> names(FileRequest request, ResourceType type, Moment moment) {
        Set<String> names =
                new HashSet<>(moment.present().view(type, viewer(request)).names());
        names.addAll(moment.retiring(type, viewer(request)).keySet());
        if (type == ResourceType.ENDPOINT) {
            TypeView clusters = moment.present().view(ResourceType.CLUSTER, viewer(request));
            names.addAll(clusters.references(clusters.names(), type));
            moment.retiring(ResourceType.CLUSTER, viewer(request))
                    .values()
                    .forEach(cluster -> names.addAll(cluster.references(type)));
        }
        return names;
    }

    private static Viewer viewer(FileRequest request) {
        return new Viewer(request.group(), Transport.FILES);
    }
}
