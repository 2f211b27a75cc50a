package dev.roster.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bootstraps under {@code deploy/}: an Envoy takes each as it is, and with each that has a server it gets its clusters. */
@Timeout(120)
final class BootstrapsIT {
    private static final Path FOLDER = Folder.of(BootstrapsIT.class);
    private static final Path ENVOY = Path.of("deploy/envoy").toAbsolutePath();

    @AutoClose
    private static Deployment deployment;

    @BeforeAll
    static void start() {
        deployment = Deployment.start(FOLDER);
        deployment.client().send("PUT", "/v1/services/known", "{}");
    }

    static Stream<Path> bootstraps() throws IOException {
        try (Stream<Path> files = Files.list(ENVOY)) {
            return Stream.concat(
                    files.filter(Files::isRegularFile).toList().stream(),
                    Stream.of(Path.of("deploy/compose/envoy.yaml")));
        }
    }

    @ParameterizedTest
    @MethodSource("bootstraps")
    void envoyTakesItAsItIs(Path bootstrap) throws IOException {
        Envoy.validate(
                FOLDER.resolve("validated").resolve(bootstrap.getFileName()),
                Files.readString(bootstrap)
                        .replace("/etc/envoy/roster", ENVOY.resolve("files").toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"delta-ads", "ads", "delta", "grpc", "rest"})
    void anEnvoyGetsItsClustersWithIt(String transport) throws IOException {
        String bootstrap = Files.readString(ENVOY.resolve(transport + ".yaml"))
                .replace("address: 127.0.0.1, port_value: 9901", "address: 127.0.0.1, port_value: 0")
                .replace("address: roster, port_value: 18000", "address: 127.0.0.1, port_value: " + grpcPort())
                .replace("address: roster, port_value: 8080", "address: 127.0.0.1, port_value: " + httpPort());
        try (var envoy = Envoy.start(FOLDER.resolve(transport), bootstrap)) {
            envoy.awaitHosts("known", 0);
            assertThat(envoy.stat("cluster_manager.cds.update_rejected")).isZero();
        }
    }

    @Test
    void anEnvoyWithFilesServesWhatTheySay() throws IOException {
        Path files = FOLDER.resolve("files");
        Folder.create(files.resolve("eds"));
        for (String name : List.of("cds.yaml", "eds/myservice.yaml", "lds.yaml")) {
            Files.writeString(
                    files.resolve(name),
                    Files.readString(ENVOY.resolve("files").resolve(name))
                            .replace("/etc/envoy/roster", files.toString())
                            .replace("port_value: 10000", "port_value: 0"));
        }
        String bootstrap = Files.readString(ENVOY.resolve("files.yaml"))
                .replace("port_value: 9901", "port_value: 0")
                .replace("/etc/envoy/roster", files.toString());
        try (var envoy = Envoy.start(FOLDER.resolve("with-files"), bootstrap)) {
            envoy.awaitHosts("myservice", 1);
            assertThat(envoy.port("ingress")).isPositive();
        }
    }

    private static int grpcPort() {
        return deployment.roster().grpcPort();
    }

    private static int httpPort() {
        return deployment.roster().httpPort();
    }
}
