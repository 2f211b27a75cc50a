package dev.roster.deploy;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static Stream<String> leftOut() {
        return THINNED.stream()
                .map(jar -> Artefacts.property("quarkus.class-loading.removed-resources.\"" + jar + "\""))
                .flatMap(files -> Arrays.stream(files.split(",", -1)));
    }
}
