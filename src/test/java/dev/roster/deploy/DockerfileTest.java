package dev.roster.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images: what they are made of, as whom they run, how they are asked for their health and told to stop. */
final class DockerfileTest {
    /** Those that Dockerfiles know and are not deprecated: https://docs.docker.com/reference/dockerfile/ */
    private static final Set<String> INSTRUCTIONS = Set.of(
            "ADD",
            "ARG",
            "CMD",
            "COPY",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "FROM",
            "HEALTHCHECK",
            "LABEL",
            "ONBUILD",
            "RUN",
            "SHELL",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");

    /** Options of instructions, with those of the check of health. */
    private static final Map<String, Set<String>> OPTIONS = Map.of(
            "FROM", Set.of("platform"),
            "COPY", Set.of("from", "chown", "chmod", "link", "parents", "exclude"),
            "RUN", Set.of("mount", "network", "security"),
            "HEALTHCHECK", Set.of("interval", "timeout", "start-period", "start-interval", "retries"));

    private static final Pattern OPTION = Pattern.compile("\\G--([a-z-]+)=\\S+\\s+");

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native"})
    void everyInstructionAndItsOptionsAreKnown(String kind) {
        assertThat(dockerfile(kind).instructions()).isNotEmpty().allSatisfy(instruction -> {
            assertThat(INSTRUCTIONS).contains(instruction.name());
            assertThat(OPTION.matcher(instruction.rest()).results().map(option -> option.group(1)))
                    .isSubsetOf(OPTIONS.getOrDefault(instruction.name(), Set.of()));
            assertThat(OPTION.matcher(instruction.rest()).replaceAll(""))
                    .isNotBlank()
                    .doesNotStartWith("--");
        });
    }

    /** A stage without a name is the image; what it takes of another one is named and comes before it. */
    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native"})
    void theImageIsBuiltInAStageThatIsNotPartOfIt(String kind) {
        List<String> bases = dockerfile(kind).all("FROM");
        assertThat(bases).startsWith("${BUILD_IMAGE} AS build").endsWith("${RUN_IMAGE}");
        assertThat(dockerfile(kind).lastStage().all("COPY"))
                .anySatisfy(copy -> assertThat(copy).startsWith("--from=build "))
                .allSatisfy(copy -> assertThat(copy).doesNotContain("src", "pom.xml"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native"})
    void everyBaseIsAnArgumentThatNamesAVersion(String kind) {
        Dockerfile file = dockerfile(kind);
        assertThat(file.all("FROM")).allSatisfy(base -> assertThat(base).startsWith("${"));
        assertThat(file.arguments().values())
                .hasSameSizeAs(file.all("FROM"))
                .allSatisfy(image -> assertThat(image).matches("[a-z.]+\\.[a-z]+/[a-z0-9/-]+:[\\w.-]*\\d[\\w.-]*"));
    }

    @Test
    void bothImagesHaveTheSameMinimalBase() {
        String base = dockerfile("native").arguments().get("RUN_IMAGE");
        assertThat(base).contains("-micro-");
        assertThat(dockerfile("jvm").arguments()).containsEntry("RUN_IMAGE", base);
    }

    /** A JVM leaves the cache that another one has made unused. */
    @Test
    void theJvmThatIsTrainedIsTheOneThatRuns() {
        assertThat(dockerfile("jvm").lastStage().instructions())
                .extracting(Dockerfile.Instruction::rest)
                .containsSubsequence(
                        "--from=jvm /opt/java/openjdk /opt/java/openjdk",
                        "PATH=/opt/java/openjdk/bin:$PATH",
                        "--mount=type=bind,source=deploy,target=/deploy /deploy/train /opt/roster");
        assertThat(dockerfile("jvm").lastStage().all("ENTRYPOINT"))
                .singleElement()
                .asString()
                .startsWith("[\"java\", ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native"})
    void theImageRunsAsANumberedUserWithoutRights(String kind) {
        assertThat(dockerfile(kind).lastStage().all("USER"))
                .singleElement()
                .asString()
                .matches("[1-9]\\d*:[1-9]\\d*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native"})
    void theImageNamesThePortsThatTheApplicationListensOn(String kind) {
        assertThat(dockerfile(kind).lastStage().all("EXPOSE")).containsExactly(String.join(" ", Artefacts.ports()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native"})
    void noShellStandsBetweenASignalAndRoster(String kind) {
        Dockerfile image = dockerfile(kind).lastStage();
        assertThat(image.all("STOPSIGNAL")).containsExactly("SIGTERM");
        assertThat(image.all("ENTRYPOINT")).singleElement().asString().startsWith("[\"");
        assertThat(image.all("HEALTHCHECK")).singleElement().asString().endsWith(" CMD [\"./healthy\"]");
        assertThat(image.copiedFromProject()).contains("deploy/healthy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native"})
    void whatIsCopiedExistsAndReachesTheBuild(String kind) {
        String reaching = Artefacts.text(Path.of(".dockerignore"));
        assertThat(dockerfile(kind).copiedFromProject()).isNotEmpty().allSatisfy(path -> {
            assertThat(Path.of(path)).exists();
            assertThat(reaching.lines()).anySatisfy(line -> assertThat(line).startsWith("!" + path.split("/", -1)[0]));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native"})
    void theImageSaysWhatItIsAndHoldsNoSecret(String kind) {
        Dockerfile file = dockerfile(kind);
        assertThat(file.lastStage().all("LABEL"))
                .singleElement()
                .asString()
                .contains("org.opencontainers.image.title", "org.opencontainers.image.licenses=\"Apache-2.0\"");
        assertThat(file.instructions().toString()).doesNotContainIgnoringCase("password", "token", "secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"healthy", "train"})
    void itsScriptsCanBeRun(String script) {
        assertThat(Files.isExecutable(Artefacts.DEPLOY.resolve(script))).isTrue();
    }

    private static Dockerfile dockerfile(String kind) {
        return Dockerfile.read(Artefacts.DEPLOY.resolve("Dockerfile." + kind));
    }
}
