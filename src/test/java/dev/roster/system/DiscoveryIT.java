package dev.roster.system;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Envoys that have everything from Roster: listeners, routes, scopes, clusters, endpoints, secrets, filters, runtime. */
@Timeout(180)
final class DiscoveryIT {
    private static final Path FOLDER = Folder.of(DiscoveryIT.class);
    private static final Certificate FIRST = Certificate.of(FOLDER, "first");
    private static final Certificate SECOND = Certificate.of(FOLDER, "second");

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
    @EnumSource
    void trafficFlowsThroughWhatIsDiscovered(Discovery way) {
        Story story = new Story(way, "flow");
        story.apply();

        try (var envoy = story.envoy();
                var secure = Http.secure(envoy.port("secure"), FIRST)) {
            Answer answer = secure.get("/");
            assertThat(answer.body()).isEqualTo("colour-1");
            assertThat(answer.header("x-stamp"))
                    .as("what the discovered filter adds")
                    .isEqualTo("one");

            Http scoped = envoy.listener("scoped");
            assertThat(scoped.get("/", "x-scope", "blue").body()).isEqualTo("colour-1");
            assertThat(scoped.get("/", "x-scope", "green").body()).isEqualTo("colour-2");
            assertThat(scoped.get("/", "x-scope", "none").status()).isEqualTo(404);

            assertThat(envoy.runtime("roster.story")).isEqualTo("one");
            assertThat(envoy.rejections()).isEmpty();

            story.put("STORY", "two");
            story.apply();
            await().atMost(ofSeconds(10))
                    .until(() -> envoy.runtime("roster.story").equals("two"));
            await().atMost(ofSeconds(10))
                    .until(() -> secure.get("/").header("x-stamp").equals("two"));
            assertThat(envoy.rejections()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRouteMovesToAnotherClusterWhileTheOldOneIsRemovedAndNoRequestFails(Discovery way) {
        Story story = new Story(way, "move");
        story.apply();

        try (var envoy = story.envoy();
                var secure = Http.secure(envoy.port("secure"), FIRST);
                var traffic = Traffic.of(() -> secure.get("/"))) {
            traffic.flow(50);
            long routes = envoy.stat("http.secure.rds.main.update_success");

            story.applyWithoutBlue();
            await().atMost(ofSeconds(20))
                    .until(() -> envoy.stats("cluster.blue.membership_total").isEmpty());
            traffic.flow(50);

            assertThat(secure.get("/").body()).isEqualTo("colour-2");
            assertThat(traffic.failures()).isEmpty();
            assertThat(envoy.stat("http.secure.rds.main.update_success")).isEqualTo(routes + 1);
            assertThat(envoy.rejections()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatEnvoyRejectsIsSentOnceAndShownAndTheRepairedOneIsTakenAtOnce(Discovery way) {
        Story story = new Story(way, "reject");
        story.apply();

        try (var envoy = story.envoy();
                var secure = Http.secure(envoy.port("secure"), FIRST);
                var traffic = Traffic.of(() -> secure.get("/"))) {
            traffic.flow(20);

            story.applyElsewhere();
            await().atMost(ofSeconds(10)).until(() -> story.rejection("scoped").contains("cannot bind"));
            assertThat(envoy.stat("listener_manager.lds.update_rejected")).isEqualTo(1);
            assertThat(envoy.listener("scoped").get("/", "x-scope", "green").body())
                    .as("the configuration before serves on")
                    .isEqualTo("colour-2");
            await().during(ofSeconds(2))
                    .atMost(ofSeconds(5))
                    .until(() -> envoy.stat("listener_manager.lds.update_rejected") == 1);

            long taken = envoy.stat("listener_manager.lds.update_success");
            story.apply();
            await().atMost(ofSeconds(5)).until(() -> story.rejection("scoped").isEmpty());
            assertThat(envoy.stat("listener_manager.lds.update_rejected")).isEqualTo(1);
            assertThat(envoy.stat("listener_manager.lds.update_success")).isGreaterThanOrEqualTo(taken);
            assertThat(traffic.failures()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRotatedSecretIsShownToNewConnectionsAndEndsNone(Discovery way) {
        Story story = new Story(way, "rotate");
        story.apply();

        try (var envoy = story.envoy();
                var secure = Http.secure(envoy.port("secure"), FIRST, SECOND);
                var traffic = Traffic.of(() -> secure.get("/"))) {
            traffic.flow(20);
            int port = envoy.port("secure");
            assertThat(Certificate.shownAt(port, FIRST, SECOND)).isEqualTo("CN=first");

            story.rotate(SECOND);
            await().atMost(ofSeconds(10))
                    .until(() -> Certificate.shownAt(port, FIRST, SECOND).equals("CN=second"));
            traffic.flow(50);

            assertThat(traffic.failures()).isEmpty();
            assertThat(envoy.stat("http.secure.downstream_cx_destroy_local"))
                    .as("connections that Envoy ended")
                    .isZero();
            assertThat(envoy.rejections()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DELTA_ADS", "DELTA_PER_TYPE"})
    void virtualHostsComeWhenARequestNamesThem(Discovery way) {
        assumeFalse(
                way == Discovery.DELTA_ADS && EnvoyBinary.VERSION.startsWith("1.36."),
                "Envoy 1.36 takes virtual hosts from a stream of their own only");
        Story story = new Story(way, "on-demand");
        deployment.client().apply(story.group, way.resources("on-demand.yaml", story.values));

        try (var envoy = story.envoy()) {
            Http listener = envoy.listener("on-demand");
            assertThat(listener.get("/").body()).isEqualTo("colour-1");
            assertThat(envoy.rejections()).isEmpty();
        }
    }

    /** One Envoy's share of the resources: its own node group, ports and values. Not thread-safe. */
    private static final class Story {
        private final Discovery way;
        private final String group;
        private final Map<String, String> values = new HashMap<>();

        private Story(Discovery way, String name) {
            this.way = way;
            this.group = name + "-" + way.name().toLowerCase(Locale.ROOT);
            put("BLUE", "blue-service");
            put("GREEN", "green-service");
            put("SECURE", String.valueOf(FreePort.next()));
            put("SCOPED", String.valueOf(FreePort.next()));
            put("ONDEMAND", String.valueOf(FreePort.next()));
            put("STORY", "one");
            certificate(FIRST);
        }

        private void put(String name, String value) {
            values.put(name, value);
        }

        private void certificate(Certificate certificate) {
            put("CHAIN", quoted(certificate.chain()));
            put("KEY", quoted(certificate.privateKey()));
        }

        private static String quoted(String text) {
            return "\"" + text.replace("\n", "\\n") + "\"";
        }

        private Envoy envoy() {
            return Envoy.start(
                    FOLDER.resolve("envoy-" + group),
                    way.bootstrap(deployment.roster().grpcPort(), group));
        }

        private String resources() {
            return way.resources("edge.yaml", values);
        }

        private void apply() {
            deployment.client().apply(group, resources(), "prune=true");
        }

        private void applyWithoutBlue() {
            String moved = resources().replace("cluster: blue", "cluster: green");
            int from = moved.indexOf("- \"@type\"");
            int to = moved.indexOf("- \"@type\"", from + 1);
            deployment.client().apply(group, moved.substring(0, from) + moved.substring(to), "prune=true");
        }

        /** A listener like any other, at an address that this machine has not: only Envoy can tell. */
        private void applyElsewhere() {
            String resources = resources();
            int scoped = resources.indexOf("name: scoped\n");
            deployment
                    .client()
                    .apply(
                            group,
                            resources.substring(0, scoped)
                                    + resources.substring(scoped).replaceFirst("127\\.0\\.0\\.1", "192.0.2.1"),
                            "prune=true");
        }

        private void rotate(Certificate next) {
            certificate(next);
            apply();
        }

        /** Envoy's words on the listener of this name, as the node's page shows them. */
        private String rejection(String listener) {
            Answer answer = deployment.client().get("/v1/nodes/node-of-" + group);
            for (JsonNode found : answer.json().findParents("rejected")) {
                if (found.path("name").asText().equals(listener)) {
                    return found.path("error").asText();
                }
            }
            return "";
        }
    }
}
