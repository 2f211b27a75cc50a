package dev.roster.system;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Envoys that are sent what only they can tell to be bad: they serve on, and what is good reaches them (P12, P82). */
@Timeout(180)
final class RejectionIT {
    private static final Path FOLDER = Folder.of(RejectionIT.class);
    private static final Certificate FIRST = Certificate.of(FOLDER, "first");
    private static final Certificate SECOND = Certificate.of(FOLDER, "second");
    private static final List<String> THREE = List.of("good", "bad", "fine");
    /** Without it, an Envoy that has the state of the world waits for it at its start. */
    private static final String RUNTIME = """
            - "@type": type.googleapis.com/envoy.service.runtime.v3.Runtime
              name: fleet
            """;

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
    void whatEnvoyRejectsIsSentOnceAndShownAndTheRepairedOneIsTakenAtOnce(Discovery way) {
        Story story = new Story(deployment, FOLDER, way, "reject").with(FIRST);
        story.apply();

        try (var envoy = story.envoy();
                var secure = Http.secure(envoy.port("secure"), FIRST);
                var traffic = Traffic.of(() -> secure.get("/"))) {
            traffic.flow(20);
            long taken = envoy.stat("listener_manager.lds.update_success");

            story.with("SERVER", "broken").applyText(withScopedListenerElsewhere(story.edge()));
            await().atMost(ofSeconds(10))
                    .untilAsserted(
                            () -> assertThat(story.rejections().get("scoped")).contains("cannot bind"));
            await().during(ofSeconds(2))
                    .atMost(ofSeconds(5))
                    .until(() -> envoy.rejections().equals(Map.of("listener_manager.lds.update_rejected", 1L)));
            assertThat(story.rejections()).containsOnlyKeys("scoped");
            assertThat(serverOf(envoy)).as("the configuration before serves on").isEqualTo("envoy");

            story.with("SERVER", "repaired").apply();
            await().atMost(ofSeconds(5)).until(() -> serverOf(envoy).equals("repaired"));
            await().atMost(ofSeconds(5)).until(() -> story.rejections().isEmpty());
            assertThat(envoy.stat("listener_manager.lds.update_success")).isEqualTo(taken + 1);
            assertThat(envoy.rejections()).isEqualTo(Map.of("listener_manager.lds.update_rejected", 1L));
            assertThat(traffic.failures()).isEmpty();
        }
    }

    private static String serverOf(Envoy envoy) {
        try (Http scoped = new Http(envoy.port("scoped"))) {
            Answer answer = scoped.get("/", "x-scope", "green");
            assertThat(answer.body()).isEqualTo("colour-2");
            return answer.header("server");
        }
    }

    /** A listener like any other, at an address that this machine has not: only Envoy can tell. */
    private static String withScopedListenerElsewhere(String edge) {
        int scoped = edge.indexOf("name: scoped\n");
        return edge.substring(0, scoped) + edge.substring(scoped).replaceFirst("127\\.0\\.0\\.1", "192.0.2.1");
    }

    @ParameterizedTest
    @EnumSource
    void oneBadOfThreeRoutesHidesNoGoodOne(Discovery way) {
        Three three = new Three(way, "routes");
        three.apply();

        try (var envoy = three.story.envoy()) {
            THREE.forEach(name -> assertThat(three.get(name).body()).isEqualTo("one"));

            three.values.put("STORY", "two");
            three.bad.put("WHERE", "route: {cluster: nowhere}");
            three.apply();
            await().atMost(ofSeconds(10)).until(() -> three.get("good").body().equals("two"));
            await().atMost(ofSeconds(10)).until(() -> three.get("fine").body().equals("two"));
            await().atMost(ofSeconds(10))
                    .untilAsserted(() -> assertThat(three.story.rejections()).containsOnlyKeys("route-of-bad"));
            assertThat(three.story.rejections().get("route-of-bad")).contains("nowhere");
            assertThat(three.get("bad").body()).as("the route before serves on").isEqualTo("one");
            Map<String, Long> rejections = envoy.rejections();
            await().during(ofSeconds(2))
                    .atMost(ofSeconds(5))
                    .until(() -> envoy.rejections().equals(rejections));

            three.bad.clear();
            three.apply();
            await().atMost(ofSeconds(5)).until(() -> three.get("bad").body().equals("two"));
            await().atMost(ofSeconds(5)).until(() -> three.story.rejections().isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneBadOfThreeSecretsHidesNoGoodOne(Discovery way) {
        Three three = new Three(way, "secrets");
        three.apply();

        try (var envoy = three.story.envoy()) {
            THREE.forEach(name -> assertThat(three.shown(name)).isEqualTo("CN=first"));

            three.certificate(SECOND);
            three.bad.put("KEY", FIRST.quotedKey());
            three.apply();
            await().atMost(ofSeconds(10)).until(() -> three.shown("good").equals("CN=second"));
            await().atMost(ofSeconds(10)).until(() -> three.shown("fine").equals("CN=second"));
            await().atMost(ofSeconds(10))
                    .untilAsserted(() -> assertThat(three.story.rejections()).containsOnlyKeys("secret-of-bad"));
            assertThat(three.shown("bad"))
                    .as("the certificate before serves on")
                    .isEqualTo("CN=first");
            // Envoy takes without a look what it rejected before, so that nothing may be sent twice
            await().during(ofSeconds(2))
                    .atMost(ofSeconds(5))
                    .until(() -> envoy.stat("sds.secret-of-bad.update_rejected") == 1);
            assertThat(three.story.rejections()).containsOnlyKeys("secret-of-bad");

            three.bad.clear();
            three.apply();
            await().atMost(ofSeconds(5)).until(() -> three.shown("bad").equals("CN=second"));
            await().atMost(ofSeconds(5)).until(() -> three.story.rejections().isEmpty());
        }
    }

    /** Three listeners with a secret and a route each, which change together. Not thread-safe. */
    private static final class Three {
        private final Discovery way;
        private final Story story;
        private final Map<String, String> values = new HashMap<>();
        private final Map<String, Integer> ports = new HashMap<>();
        /** What is different about the bad one. */
        private final Map<String, String> bad = new HashMap<>();

        private Three(Discovery way, String name) {
            this.way = way;
            this.story = new Story(deployment, FOLDER, way, name);
            THREE.forEach(listener -> ports.put(listener, FreePort.next()));
            values.put("WHERE", "direct_response: {status: 204}");
            values.put("STORY", "one");
            certificate(FIRST);
        }

        private void certificate(Certificate certificate) {
            values.put("CHAIN", certificate.quotedChain());
            values.put("KEY", certificate.quotedKey());
        }

        private void apply() {
            story.applyText(
                    THREE.stream().map(this::resources).collect(Collectors.joining("", "resources:\n", RUNTIME)));
        }

        private String resources(String name) {
            Map<String, String> all = new HashMap<>(values);
            all.put("LISTENER", name);
            all.put("PORT", String.valueOf(port(name)));
            if (name.equals("bad")) {
                all.putAll(bad);
            }
            return way.resources("secure.yaml", all);
        }

        private int port(String name) {
            return Objects.requireNonNull(ports.get(name));
        }

        private Answer get(String name) {
            try (Http listener = Http.secure(port(name), FIRST, SECOND)) {
                return listener.get("/");
            }
        }

        private String shown(String name) {
            return Certificate.shownAt(port(name), FIRST, SECOND);
        }
    }
}
