package dev.roster.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Static configurations that Roster takes over: an Envoy with the file, and one with the bootstrap that replaces it, do the
 * same.
 */
@Timeout(180)
final class ImportIT {
    private static final Path FOLDER = Folder.of(ImportIT.class);

    @AutoClose
    private static Deployment deployment;

    @AutoClose
    private static Upstreams upstreams;

    @BeforeAll
    static void start() {
        deployment = Deployment.start(FOLDER);
        upstreams = Upstreams.start("upstream", 2);
    }

    @Test
    void aPlainProxy() {
        staysTheSame(file("plain"), envoy -> {
            Http web = envoy.listener("web");
            assertThat(answers(web, "/", 40)).containsEntry("upstream-1", 30).containsEntry("upstream-2", 10);
            assertThat(envoy.stat("cluster.plain_backend.health_check.success")).isPositive();
        });
        String service = deployment.client().get("/v1/services/plain_backend").body();
        assertThat(service).contains("\"zone\":\"a\"", "max_connections", "/healthy");
    }

    @Test
    void tlsOfSecretsInTheFile() {
        Certificate certificate = Certificate.of(FOLDER, "served");
        int port = FreePort.next();
        StaticFile file = StaticFile.of(
                "tls",
                Map.of(
                        "CHAIN", certificate.chain(),
                        "KEY", certificate.privateKey(),
                        "PORT", port,
                        "ONE", upstreams.get(0).port()));
        staysTheSame(file, envoy -> {
            try (Http secure = Http.secure(port, certificate)) {
                assertThat(secure.get("/").body()).isEqualTo("upstream-1");
            }
            assertThat(envoy.listener("through").get("/").body()).isEqualTo("upstream-1");
            assertThat(envoy.count("cluster.tls_itself.ssl.handshake")).isPositive();
        });
    }

    @Test
    void severalListenersWithRoutesOfOneName() {
        int port = FreePort.next();
        StaticFile file = StaticFile.of(
                "listeners",
                Map.of(
                        "PORT",
                        port,
                        "ONE",
                        upstreams.get(0).port(),
                        "TWO",
                        upstreams.get(1).port()));
        staysTheSame(file, envoy -> {
            assertThat(envoy.listener("first").get("/").body()).isEqualTo("upstream-1");
            try (Http second = new Http(port)) {
                assertThat(second.get("/").body()).isEqualTo("upstream-2");
            }
        });
    }

    @Test
    void trafficSplitBetweenClusters() {
        staysTheSame(
                file("weighted"),
                envoy -> assertThat(answers(envoy.listener("web"), "/", 400))
                        .hasEntrySatisfying(
                                "upstream-1", count -> assertThat(count).isBetween(250, 350))
                        .hasEntrySatisfying(
                                "upstream-2", count -> assertThat(count).isBetween(50, 150)));
    }

    @Test
    void headersRedirectsRetriesAndNames() {
        StaticFile file = StaticFile.of(
                "routes",
                Map.of(
                        "ONE", upstreams.get(0).port(),
                        "TWO", upstreams.get(1).port(),
                        "DEAD", FreePort.next()));
        staysTheSame(file, envoy -> {
            Http web = envoy.listener("web");
            assertThat(web.get("/").body()).isEqualTo("upstream-1");
            assertThat(web.get("/", "x-choice", "two").body()).isEqualTo("upstream-2");
            assertThat(web.get("/named").body()).isEqualTo("upstream-2");
            assertThat(web.get("/old/page").header("location")).endsWith("/new/page");
            assertThat(web.get("/teapot").status()).isEqualTo(418);
            assertThat(web.get("/teapot").body()).isEqualTo("short and stout");
            assertThat(answers(web, "/retried", 20)).isEqualTo(Map.of("upstream-1", 20));
        });
    }

    @Test
    void grpc() {
        StaticFile file =
                StaticFile.of("grpc", Map.of("GRPC", deployment.roster().grpcPort()));
        staysTheSame(file, envoy -> {
            ManagedChannel channel = Grpc.newChannelBuilderForAddress(
                            "127.0.0.1", envoy.port("grpc"), InsecureChannelCredentials.create())
                    .build();
            assertThat(HealthGrpc.newBlockingStub(channel)
                            .check(HealthCheckRequest.getDefaultInstance())
                            .getStatus())
                    .hasToString("SERVING");
            channel.shutdownNow();
        });
    }

    @Test
    void bytes() {
        StaticFile file = StaticFile.of("tcp", Map.of("ONE", upstreams.get(0).port()));
        staysTheSame(file, envoy -> {
            assertThat(envoy.listener("tcp").get("/").body()).isEqualTo("upstream-1");
            assertThat(envoy.stat("tcp.tcp.downstream_cx_total")).isPositive();
        });
    }

    /** With an aggregated source in its bootstrap and without the stream, an Envoy does not start. */
    @ParameterizedTest
    @ValueSource(strings = {"delta-ads", "ads", "delta", "grpc", "rest"})
    void whatAnotherManagementServerWasAskedFor(String transport) {
        String group = "managed-" + transport;
        deployment
                .client()
                .putResource(
                        "runtimes", group, "flags", "{\"name\": \"flags\", \"layer\": {\"roster.story\": \"told\"}}");

        JsonNode imported = deployment
                .client()
                .importFile(StaticFile.of("managed", Map.of()).yaml(), "group=" + group, "transport=" + transport);

        try (Envoy envoy =
                Envoy.start(FOLDER.resolve(group), imported.path("bootstrap").toString())) {
            assertThat(envoy.runtime("roster.story")).isEqualTo("told");
        }
    }

    /** A dry run stores nothing, a second import changes nothing, and both Envoys keep the story. */
    private static void staysTheSame(StaticFile file, Consumer<Envoy> story) {
        Path folder = FOLDER.resolve(file.name());
        try (Envoy envoy = Envoy.start(folder.resolve("static"), file.yaml())) {
            story.accept(envoy);
        }

        assertThat(outcomes(deployment.client().importFile(file.yaml(), "dry_run=true")))
                .containsOnly("created");
        JsonNode imported = deployment.client().importFile(file.yaml());
        assertThat(outcomes(imported)).containsOnly("created");
        JsonNode again = deployment.client().importFile(file.yaml());
        assertThat(outcomes(again)).containsOnly("unchanged");
        assertThat(again.path("bootstrap")).isEqualTo(imported.path("bootstrap"));

        try (Envoy envoy = Envoy.start(
                folder.resolve("dynamic"), imported.path("bootstrap").toString())) {
            story.accept(envoy);
            assertThat(envoy.rejections()).isEmpty();
        }
    }

    private static List<String> outcomes(JsonNode imported) {
        return imported.path("items").findValuesAsText("outcome");
    }

    private static StaticFile file(String name) {
        return StaticFile.of(
                name,
                Map.of("ONE", upstreams.get(0).port(), "TWO", upstreams.get(1).port()));
    }

    private static Map<String, Integer> answers(Http http, String path, int count) {
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            answers.merge(http.get(path).body(), 1, Integer::sum);
        }
        return answers;
    }
}
