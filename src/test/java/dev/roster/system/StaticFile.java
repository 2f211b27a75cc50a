package dev.roster.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** A static Envoy configuration, with its placeholders filled in. Immutable. */
record StaticFile(String name, String yaml) {
    /** The one of this name among the test's resources; values stand in for {@code $NAME}. */
    static StaticFile of(String name, Map<String, Object> values) {
        String yaml = read("/import/" + name + ".yaml");
        for (Map.Entry<String, Object> value : values.entrySet()) {
            yaml = yaml.replace(
                    "$" + value.getKey(), value.getValue().toString().replace("\n", "\\n"));
        }
        return new StaticFile(name, yaml);
    }

    private static String read(String resource) {
        try (InputStream in = Objects.requireNonNull(StaticFile.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
