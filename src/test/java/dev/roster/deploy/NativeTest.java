package dev.roster.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import com.google.rpc.Status;
import dev.roster.envoy.ApiMessages;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would keep the native executable from being built, as far as the libraries themselves show it. */
final class NativeTest {
    /** What the gRPC extension has indexed by itself. */
    private static final String OF_QUARKUS = "protobuf-java-[\\d.]+\\.jar";

    private static final String INDEXED =
            OF_QUARKUS + "|" + Artefacts.property("quarkus.index-dependency.envoy-api.artifact-id") + "-[\\d.]+\\.jar";

    private static final List<String> THINNED =
            List.of("io.envoyproxy.controlplane:api", "io.quarkus:quarkus-grpc-common");

    @ParameterizedTest
    @ValueSource(strings = {"io.grpc.", "io.netty."})
    void whatQuarkusReplacesIsThereInVersionsThatItDoesNotBring(String library) {
        assertThat(Substitutions.onClassPath(leftOut().collect(Collectors.toSet()))
                        .missing(library))
                .isEmpty();
    }

    @Test
    void withoutWhatIsLeftOutItWouldNotBe() {
        assertThat(Substitutions.onClassPath(Set.of()).missing("io.grpc.")).isNotEmpty();
    }

    @Test
    void whatIsLeftOutIsThere() {
        ClassLoader libraries = NativeTest.class.getClassLoader();
        assertThat(leftOut())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(libraries.getResource(file)).isNotNull());
    }

    /** Resources hold any message of the API in an Any, and JSON of all of them is read and written by reflection. */
    @Test
    void everyMessageOfTheApiAndAllThatItHoldsIsCompiledInWithItsBuilder() throws Exception {
        Set<String> classes = MessageClasses.of(ApiMessages.all());

        assertThat(classes)
                .hasSizeGreaterThan(2000)
                .contains(Struct.class.getName(), Status.Builder.class.getName())
                .allSatisfy(name -> assertThat(Class.forName(name)).isNotNull());
        assertThat(Reflection.ofIndexed(INDEXED, leftOut().collect(Collectors.toSet()))
                        .registered())
                .containsAll(classes);
    }

    @Test
    void withoutTheIndexOfTheApiItsMessagesWouldBeMissing() {
        assertThat(Reflection.ofIndexed(OF_QUARKUS, Set.of()).registered())
                .contains(Struct.class.getName())
                .doesNotContain(Cluster.class.getName());
    }

    /** Quarkus takes the files in the one place where Flyway looks unless it is told otherwise. */
    @Test
    void everyMigrationIsWhereItIsCompiledInFrom() throws IOException {
        assertThat(Artefacts.property("quarkus.flyway.locations")).isNull();
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".sql")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file).hasParentRaw(Path.of("src/main/resources/db/migration")));
        }
    }

    /** What is asked for by name while Roster runs must be named while it is built: nothing is but what libraries ask for. */
    @Test
    void nothingOfRostersOwnIsLookedForOnTheClassPath() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .hasSizeGreaterThan(200)
                    .allSatisfy(file -> assertThat(Artefacts.text(file))
                            .doesNotContain("getResourceAsStream(", ".getResource(\"", "ServiceLoader", "ClassPath."));
        }
    }

    private static Stream<String> leftOut() {
        return THINNED.stream()
                .map(jar -> Artefacts.property("quarkus.class-loading.removed-resources.\"" + jar + "\""))
                .flatMap(files -> Arrays.stream(files.split(",", -1)));
    }
}
