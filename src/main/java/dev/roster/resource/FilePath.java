package dev.roster.resource;

import dev.roster.envoy.ResourceType;
import dev.roster.envoy.ResourceType.Sotw;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a folder a file is: {@code cds.yaml} holds every resource of a type, {@code eds/<name>.yaml} one. Of the types
 * that have one each an Envoy accepts no file that holds more. Immutable.
 */
public record FilePath(ResourceType type, Optional<FileName> resource) {
    /** The types of which there are files, in the order in which they are written. */
    public static final List<ResourceType> TYPES = Arrays.stream(ResourceType.values())
            .filter(type -> type.sotw() != Sotw.NEVER)
            .toList();

    private static final String EXTENSION = ".yaml";
    private static final Pattern PATH = Pattern.compile("([a-z]+)(?:/([^/]+))?\\.yaml");

    /** Whether each resource of a type has a file of its own. */
    public static boolean hasOneEach(ResourceType type) {
        return type.sotw() == Sotw.ONLY_CHANGED;
    }

    /** Whether files of one resource each lie in a folder of this name, beside those of all. */
    public static boolean isFolder(String name) {
        return TYPES.stream()
                .filter(FilePath::hasOneEach)
                .map(ResourceType::abbreviation)
                .anyMatch(name::equals);
    }

    public static FilePath ofAll(ResourceType type) {
        return new FilePath(type, Optional.empty());
    }

    public static FilePath of(ResourceType type, String name) {
        return new FilePath(type, Optional.of(FileName.of(name)));
    }

    public static Optional<FilePath> parse(String path) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Optional<FileName> resource = Optional.ofNullable(matcher.group(2)).map(FileName::new);
        return TYPES.stream()
                .filter(type -> type.abbreviation().equals(matcher.group(1)))
                .filter(type -> resource.isEmpty() || hasOneEach(type))
                .map(type -> new FilePath(type, resource))
                .findFirst();
    }

    @Override
    public String toString() {
        return type.abbreviation() + resource.map(name -> "/" + name).orElse("") + EXTENSION;
    }
}
