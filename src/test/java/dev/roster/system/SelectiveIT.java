package dev.roster.system;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Envoys that have of a type what they meet a need of, or what lies under a name, and not all. */
@Timeout(120)
final class SelectiveIT {
    private static final Path FOLDER = Folder.of(SelectiveIT.class);

    @AutoClose
    private static Deployment deployment;

    @AutoClose
    private static Upstreams upstreams;

    @BeforeAll
    static void start() {
        deployment = Deployment.start(FOLDER);
        upstreams = Upstreams.start("colour", 2);
        deployment.client().register("blue-service", upstreams.get(0));
        deployment.client().register("green-service", upstreams.get(1));
    }

    @ParameterizedTest
    @EnumSource(names = {"DELTA_ADS", "DELTA_PER_TYPE"})
    void P52_clustersComeWhenARequestNamesThem(Discovery way) {
        try (var envoy = onDemand("named", way);
                var listener = envoy.listener("named-clusters")) {
            assertThat(listener.get("/", "x-cluster", "blue-service").body()).isEqualTo("colour-1");
            assertThat(envoy.clusters()).contains("blue-service").doesNotContain("green-service");
            assertThat(listener.get("/", "x-cluster", "green-service").body()).isEqualTo("colour-2");
            assertThat(envoy.rejections()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DELTA_ADS", "DELTA_PER_TYPE"})
    void P52_aRequestForAClusterThatDoesNotExistFailsAtOnce(Discovery way) {
        try (var envoy = onDemand("missing", way);
                var listener = envoy.listener("named-clusters")) {
            assertThat(listener.get("/", "x-cluster", "blue-service").body()).isEqualTo("colour-1");
            assertThat(listener.get("/", "x-cluster", "no-service").status()).isEqualTo(503);
            assertThat(envoy.rejections()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DELTA_ADS", "DELTA_PER_TYPE"})
    void P53_anEnvoyHasTheCollectionsThatItAsksFor(Discovery way) {
        String group = group("collection", way);
        int port = FreePort.next();
        String bootstrap = way.bootstrap(deployment.roster().grpcPort(), group)
                .replace(
                        "lds_config:",
                        "lds_resources_locator: " + collection("listener", "Listener", group) + "\n  lds_config:")
                .replace(
                        "cds_config:",
                        "cds_resources_locator: " + collection("cluster", "Cluster", group) + "\n  cds_config:");
        apply(way, group, port, "blue");

        try (var envoy = start(group, bootstrap);
                var listener = new Http(port)) {
            await().atMost(ofSeconds(10)).until(() -> listener.ok("/"));
            assertThat(listener.get("/").body()).isEqualTo("colour-1");
            assertThat(envoy.clusters()).doesNotContain("\nblue-service::", "\ngreen-service::");

            apply(way, group, port, "green");
            await().atMost(ofSeconds(10)).until(() -> listener.get("/").body().equals("colour-2"));
            assertThat(envoy.rejections()).isEmpty();
        }
    }

    private static String group(String story, Discovery way) {
        return story + "-" + way.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String collection(String module, String type, String group) {
        return "\"xdstp://roster.example/envoy.config.%s.v3.%s/%s/*\"".formatted(module, type, group);
    }

    /** For everyone: what an Envoy has of it is for its locators to say. */
    private static void apply(Discovery way, String group, int port, String colour) {
        deployment
                .client()
                .apply(
                        "",
                        way.resources(
                                "collections.yaml",
                                Map.of("PORT", String.valueOf(port), "GROUP", group, "COLOUR", colour)));
    }

    /** An Envoy that asks for no cluster before it needs it. */
    private static Envoy onDemand(String story, Discovery way) {
        assumeFalse(
                way == Discovery.DELTA_PER_TYPE && EnvoyBinary.VERSION.startsWith("1.36."),
                "on a stream for clusters alone Envoy 1.36 hears of the first one only");
        String group = group(story, way);
        String port = String.valueOf(FreePort.next());
        deployment.client().apply(group, way.resources("named-clusters.yaml", Map.of("PORT", port)));
        return start(group, way.bootstrap(deployment.roster().grpcPort(), group).replaceFirst("cds_config.*", ""));
    }

    private static Envoy start(String group, String bootstrap) {
        return Envoy.start(FOLDER.resolve("envoy-" + group), bootstrap);
    }
}
