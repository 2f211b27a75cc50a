package dev.roster.envoy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Configurations like those of Envoy's documentation, which real Envoys take: {@code examples/<type>/<name>.yaml}; and
 * some that they refuse: {@code refused/<type>.yaml}.
 */
public final class Examples {
    private static final Path FOLDER = Path.of("src/test/resources/examples");
    private static final Path REFUSED = Path.of("src/test/resources/refused");
    private static final YAMLMapper YAML = new YAMLMapper();

    private Examples() {}

    public static List<Example> all() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile).sorted().map(Example::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<Refused> refused(ResourceType type) {
        List<Refused> all = new ArrayList<>();
        for (JsonNode item : tree(read(REFUSED.resolve(type.path() + ".yaml")))) {
            Map<String, String> breaks = new TreeMap<>();
            item.get("breaks")
                    .properties()
                    .forEach(rule -> breaks.put(rule.getKey(), rule.getValue().textValue()));
            all.add(new Refused(type, item.get("resource"), breaks));
        }
        return all;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode tree(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One file. Immutable. */
    public record Example(Path file) {
        public ResourceType type() {
            return ResourceType.ofPath(FOLDER.relativize(file).getName(0).toString())
                    .orElseThrow();
        }

        public JsonNode json() {
            return tree(read(file));
        }

        @Override
        public String toString() {
            return FOLDER.relativize(file).toString();
        }
    }

    /** A resource, and the rules that it breaks by the paths of the fields. Immutable. */
    public record Refused(ResourceType type, JsonNode resource, Map<String, String> breaks) {
        @Override
        public String toString() {
            return type + " " + breaks;
        }
    }
}
