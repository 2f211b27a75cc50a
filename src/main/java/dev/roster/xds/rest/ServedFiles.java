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
import java.util.StringJoiner;
import java.util.TreeSet;

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
        Optional<String> version = switch (request) {
            case Index index -> Optional.of(version(index, moment));
            case File file ->
                file.path().resource().isEmpty()
                        ? Optional.of(moment.version(file.path().type(), viewer(file)))
                        : name(file, moment)
                                .map(name -> version(listed(file, file.path().type(), name, moment)));
        };
        return version.map(content -> content + place(folder));
    }

    private static String place(String folder) {
        return "-" + Hashing.murmur3_32_fixed().hashString(folder, StandardCharsets.UTF_8);
    }

    private static String version(Optional<VersionedResource> resource) {
        return resource.map(VersionedResource::version).orElse(NOTHING_YET);
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
                        : text.single(resource(file, moment), folder);
        };
    }

    /** A line per file: its version and its path. */
    private static String list(Index index, Moment moment, String folder) {
        String place = place(folder);
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        for (ResourceType type : TYPES) {
            lines.add(moment.version(type, viewer(index)) + place + " " + FilePath.ofAll(type));
            if (FilePath.hasOneEach(type)) {
                for (String name : new TreeSet<>(names(index, type, moment))) {
                    String version = version(listed(index, type, name, moment));
                    lines.add(version + place + " " + FilePath.of(type, name));
                }
            }
        }
        return lines.toString();
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
                .filter(name -> listed(file, file.path().type(), name, moment).isPresent())
                .or(() -> names(file, file.path().type(), moment).stream()
                        .filter(name -> FileName.of(name).equals(wanted))
                        .findFirst());
    }

    private static Optional<VersionedResource> resource(File file, Moment moment) {
        return name(file, moment).flatMap(name -> listed(file, file.path().type(), name, moment));
    }

    private static Optional<VersionedResource> listed(
            FileRequest request, ResourceType type, String name, Moment moment) {
        return moment.present()
                .view(type, viewer(request))
                .listed(name)
                .or(() -> Optional.ofNullable(
                        moment.retiring(type, viewer(request)).get(name)));
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
