package dev.roster.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the tests of resources hold to be right and wrong, put before a real Envoy. */
class ExamplesIT {
    private static final Path RESOURCES = Path.of("src/test/resources");

    /** Right where they are discovered, not in a bootstrap: a file that is not there, a gRPC client's, references. */
    private static final Set<String> DISCOVERED_ONLY =
            Set.of("eds_path.yaml", "api_listener.yaml", "by_header.yaml", "two_fragments_on_demand.yaml");

    private static Path config;

    @BeforeAll
    static void chooseFolder() {
        config = Folder.of(ExamplesIT.class).resolve("bootstrap.json");
    }

    @Test
    void envoyTakesEveryExample() throws Exception {
        StaticBootstrap bootstrap = new StaticBootstrap();
        for (Path file : files("examples")) {
            if (!DISCOVERED_ONLY.contains(file.getFileName().toString())) {
                bootstrap.add(
                        RESOURCES
                                .resolve("examples")
                                .relativize(file)
                                .getName(0)
                                .toString(),
                        StaticBootstrap.read(file));
            }
        }
        assertThat(verdict(bootstrap)).endsWith("OK");
    }

    @Test
    void envoyTakesNothingThatIsRefused() throws Exception {
        List<String> taken = new ArrayList<>();
        for (Path file : files("refused")) {
            for (JsonNode item : StaticBootstrap.read(file)) {
                StaticBootstrap bootstrap = new StaticBootstrap();
                bootstrap.add(file.getFileName().toString().replace(".yaml", ""), item.path("resource"));
                if (verdict(bootstrap).endsWith("OK")) {
                    taken.add(item.toString());
                }
            }
        }
        assertThat(taken).isEmpty();
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES.resolve(folder))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** What Envoy says of a configuration that it only looks at. */
    private static String verdict(StaticBootstrap bootstrap) throws IOException {
        Files.writeString(config, bootstrap.toString());
        List<String> command = new ArrayList<>(List.of(EnvoyBinary.find().toString(), "--mode", "validate"));
        command.addAll(List.of("--config-path", config.toString(), "--log-level", "error"));
        Process envoy = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(envoy.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
