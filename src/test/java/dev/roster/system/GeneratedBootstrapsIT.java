package dev.roster.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The bootstraps that Roster makes: an Envoy takes each as it came, and through it gets listeners, routes, clusters,
 * endpoints, secrets and a layer of its runtime.
 */
@Timeout(120)
final class GeneratedBootstrapsIT {
    private static final Path FOLDER = Folder.of(GeneratedBootstrapsIT.class);
    private static final Path FILES = Folder.create(FOLDER.resolve("written"));
    private static final Certificate CERTIFICATE = Certificate.of(FOLDER, "served");
    private static final String RUNTIME = "{\"name\": \"flags\", \"layer\": {\"roster.story\": \"told\"}}";
    private static final int PORT = FreePort.next();

    @AutoClose
    private static Deployment deployment;

    @AutoClose
    private static Upstreams upstreams;

    @BeforeAll
    static void start() {
        deployment = Deployment.start(
                FOLDER,
                roster -> roster.with("ROSTER_FILES_DIRECTORY", FILES.toString())
                        .with("ROSTER_FILES_GROUPS", "files")
                        .with("ROSTER_FILES_SECRETS", "true"));
        upstreams = Upstreams.start("upstream", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"delta-ads", "ads", "delta", "grpc", "rest", "files"})
    void anEnvoyServesThroughIt(String transport) {
        Path files = FILES.resolve(transport);
        String directory = "directory=" + files;
        deployment.client().importFile(file().yaml(), "group=" + transport, "transport=" + transport, directory);
        deployment.client().putResource("runtimes", transport, "flags", RUNTIME);
        if (transport.equals("files")) {
            await().until(() -> Folder.read(files.resolve("lds.yaml")).contains("through"));
            await().until(() -> Folder.read(files.resolve("rtds/flags.yaml")).contains("roster.story"));
        }

        String bootstrap = deployment.client().bootstrap(transport, transport, directory, "runtime=flags");

        Envoy.validate(FOLDER.resolve(transport), bootstrap);
        try (Envoy envoy = Envoy.start(FOLDER.resolve(transport), bootstrap);
                Http secure = Http.secure(PORT, CERTIFICATE)) {
            assertThat(secure.get("/").body()).isEqualTo("upstream-1");
            assertThat(envoy.listener("through").get("/").body()).isEqualTo("upstream-1");
            assertThat(envoy.runtime("roster.story")).isEqualTo("told");
            assertThat(envoy.rejections()).isEmpty();
        }
    }

    /** Of all kinds of resources something, secrets included. */
    private static StaticFile file() {
        return StaticFile.of(
                "tls",
                Map.of(
                        "CHAIN", CERTIFICATE.chain(),
                        "KEY", CERTIFICATE.privateKey(),
                        "PORT", PORT,
                        "ONE", upstreams.get(0).port()));
    }
}
