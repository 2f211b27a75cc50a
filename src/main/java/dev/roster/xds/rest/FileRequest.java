package dev.roster.xds.rest;

import dev.roster.envoy.ResourceType;
import dev.roster.resource.FileName;
import dev.roster.resource.FilePath;
import dev.roster.resource.ResourceKey;
import java.util.Optional;

/** What the path of a request asks for; the group is that of the nodes that read the files. Immutable. */
sealed interface FileRequest {
    String INDEX = "index.txt";

    String group();

    /** The list of all files. */
    record Index(String group) implements FileRequest {}

    /** One file. */
    record File(String group, FilePath path) implements FileRequest {}

    /** Reads {@code [<group>/]<file>}; nothing is served under any other path, nor for a group that is called as a type. */
    static Optional<FileRequest> parse(String path) {
        int slash = path.indexOf('/');
        return of(ResourceKey.EVERYONE, path)
                .or(() -> slash < 0
                        ? Optional.empty()
                        : new FileName(path.substring(0, slash))
                                .name()
                                .filter(group -> !FilePath.isFolder(group))
                                .flatMap(group -> of(group, path.substring(slash + 1))));
    }

    private static Optional<FileRequest> of(String group, String path) {
        return path.equals(INDEX)
                ? Optional.of(new Index(group))
                : FilePath.parse(path)
                        .filter(file -> file.type() != ResourceType.SECRET)
                        .map(file -> new File(group, file));
    }
}
