package dev.roster.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Configurations like those of Envoy's documentation, which real Envoys take: {@code examples/<type>/<name>.yaml}. */
final class Examples {
    private static final Path FOLDER = Path.of("src/test/resources/examples");
    private static final YAMLMapper YAML = new YAMLMapper();

    private Examples() {}

    static List<Example> all() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile).sorted().map(Example::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode tree(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One file. Immutable. */
    record Example(Path file) {
        ResourceType type() {
            return ResourceType.ofPath(FOLDER.relativize(file).getName(0).toString())
                    .orElseThrow();
        }

        JsonNode json() {
            try {
                return tree(Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String toString() {
            return FOLDER.relativize(file).toString();
        }
    }
}
