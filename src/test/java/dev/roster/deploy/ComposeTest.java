package dev.roster.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map.Entry;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The compose file: every service confined, watched, and started after what it needs. */
final class ComposeTest {
    private static final Path FOLDER = Artefacts.DEPLOY.resolve("compose");
    private static final JsonNode FILE = Artefacts.yaml(FOLDER.resolve("compose.yaml"));
    private static final Set<Entry<String, JsonNode>> SERVICES =
            FILE.path("services").properties();

    @Test
    void everyServiceIsConfined() {
        assertThat(SERVICES).hasSizeGreaterThan(5).allSatisfy(service -> {
            JsonNode settings = service.getValue();
            assertThat(settings.path("read_only").asBoolean()).isTrue();
            assertThat(Artefacts.texts(settings.path("cap_drop"))).containsExactly("ALL");
            assertThat(Artefacts.texts(settings.path("security_opt"))).containsExactly("no-new-privileges:true");
            assertThat(settings.at("/deploy/resources/limits").size()).isEqualTo(2);
            assertThat(settings.has("build") || settings.path("user").asText().matches("[1-9]\\d*:[1-9]\\d*"))
                    .as("as whom %s runs", service.getKey())
                    .isTrue();
        });
    }

    @Test
    void everyServiceSaysHowItIsAndWaitsForWhatItNeeds() {
        assertThat(SERVICES).allSatisfy(service -> {
            assertThat(service.getValue().at("/healthcheck/test")).isNotEmpty();
            assertThat(service.getValue().path("depends_on"))
                    .allSatisfy(needed ->
                            assertThat(needed.path("condition").asText()).isEqualTo("service_healthy"));
        });
        assertThat(SERVICES)
                .filteredOn(service -> service.getValue().path("depends_on").isEmpty())
                .extracting(Entry::getKey)
                .containsExactly("postgres");
    }

    @Test
    void everyImageOfOthersHasAVersionAndTheEnvoyIsTheOneOfTheTests() {
        assertThat(SERVICES)
                .filteredOn(service -> !service.getValue().has("build"))
                .extracting(service -> service.getValue().path("image").asText())
                .allSatisfy(image -> assertThat(image).matches("docker\\.io/[a-z/]+:v?\\d+\\.\\d+[\\w.-]*"))
                .anySatisfy(image -> assertThat(image).endsWith("/envoy:v" + versionOfTheTestsEnvoy()));
    }

    @Test
    void whatIsMountedExistsAndStaysAsItIs() {
        assertThat(SERVICES)
                .flatExtracting(service -> Artefacts.texts(service.getValue().path("volumes")))
                .filteredOn(volume -> volume.startsWith("./"))
                .isNotEmpty()
                .allSatisfy(volume -> {
                    assertThat(volume).endsWith(":ro");
                    assertThat(FOLDER.resolve(volume.split(":", -1)[0])).exists();
                });
    }

    @Test
    void whatIsReferredToIsThere() {
        assertThat(SERVICES).allSatisfy(service -> {
            JsonNode settings = service.getValue();
            assertThat(settings.path("depends_on").fieldNames())
                    .toIterable()
                    .allSatisfy(needed ->
                            assertThat(FILE.path("services").has(needed)).isTrue());
            assertThat(settings.path("networks").fieldNames())
                    .toIterable()
                    .allSatisfy(network -> assertThat(network.equals("default")
                                    || FILE.path("networks").has(network))
                            .isTrue());
            assertThat(Artefacts.texts(settings.path("volumes")))
                    .filteredOn(volume -> !volume.startsWith("./"))
                    .allSatisfy(volume -> assertThat(FILE.path("volumes").has(volume.split(":", -1)[0]))
                            .isTrue());
            assertThat(settings.at("/build/dockerfile").asText("deploy/Dockerfile.jvm"))
                    .satisfies(file -> assertThat(Path.of(file)).exists());
        });
    }

    @Test
    void thereIsADatabaseTwoRostersTwoUpstreamsAndAnEnvoy() {
        assertThat(SERVICES)
                .extracting(Entry::getKey)
                .containsExactlyInAnyOrder("postgres", "roster-a", "roster-b", "upstream-a", "upstream-b", "envoy");
    }

    @Test
    void thePasswordIsAskedForAndNothingIsOpenToOtherMachines() {
        assertThat(Artefacts.text(FOLDER.resolve("compose.yaml")).lines())
                .filteredOn(line -> line.contains("PASSWORD:"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("${ROSTER_DATABASE_PASSWORD:?"));
        assertThat(SERVICES)
                .flatExtracting(service -> Artefacts.texts(service.getValue().path("ports")))
                .isNotEmpty()
                .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
    }

    private static String versionOfTheTestsEnvoy() {
        return Artefacts.text(Path.of("src/test/java/dev/roster/system/EnvoyBinary.java"))
                .replaceAll("(?s).*orElse\\(\"([\\d.]+)\"\\).*", "$1");
    }
}
