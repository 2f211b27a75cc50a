package dev.roster.system;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
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
        Story story = story(way, "flow");
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

            story.with("STORY", "two").apply();
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
        Story story = story(way, "move");
        story.apply();

        try (var envoy = story.envoy();
                var secure = Http.secure(envoy.port("secure"), FIRST);
                var traffic = Traffic.of(() -> secure.get("/"))) {
            traffic.flow(50);
            long routes = envoy.stat("http.secure.rds.main.update_success");

            applyWithoutBlue(story);
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
    void eachChangeIsOneUpdate(Discovery way) {
        String service = "counted-" + way.name().toLowerCase(Locale.ROOT);
        String endpoint = deployment.client().register(service, upstreams.get(0));
        Story story = story(way, "count").with("BLUE", service);
        story.apply();

        try (var envoy = story.envoy()) {
            story.with("STORY", "two");
            expectOneUpdate(envoy, story::apply, "runtime", "extension_config_discovery.http_filter.stamp");
            story.with("SERVER", "other");
            expectOneUpdate(envoy, story::apply, "listener_manager.lds");
            story.with(SECOND);
            expectOneUpdate(envoy, story::apply, "sds.server");
            String moved = story.edge().replace("cluster: blue", "cluster: green");
            expectOneUpdate(envoy, () -> story.applyText(moved), "http.secure.rds.main", "http.scoped.rds.to-blue");
            Runnable reweigh = () -> deployment.client().patch(endpoint, "{\"weight\": 3}");
            expectOneUpdate(envoy, reweigh, "cluster.blue", "cluster." + service);
            String patient = moved.replace("timeout: 1s", "timeout: 2s");
            expectOneUpdate(envoy, () -> story.applyText(patient), "cluster_manager.cds");
            assertThat(envoy.rejections()).isEmpty();
        }
    }

    /** Each of these is updated once by the change, and nothing else is but the endpoints of clusters that changed. */
    private static void expectOneUpdate(Envoy envoy, Runnable change, String... names) {
        Map<String, Long> before = envoy.updates();
        Map<String, Long> once = new HashMap<>();
        List.of(names).forEach(name -> once.put(name + ".update_success", 1L));
        boolean clusters = once.containsKey("cluster_manager.cds.update_success");
        change.run();
        await().during(ofSeconds(1)).atMost(ofSeconds(10)).untilAsserted(() -> {
            Map<String, Long> more = new HashMap<>(envoy.updates());
            before.forEach((name, count) -> more.merge(name, -count, Long::sum));
            more.entrySet()
                    .removeIf(one ->
                            one.getValue() == 0 || (clusters && one.getKey().startsWith("cluster.")));
            assertThat(more).isEqualTo(once);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aRotatedSecretIsShownToNewConnectionsAndEndsNone(Discovery way) {
        Story story = story(way, "rotate");
        story.apply();

        try (var envoy = story.envoy();
                var secure = Http.secure(envoy.port("secure"), FIRST, SECOND);
                var traffic = Traffic.of(() -> secure.get("/"))) {
            traffic.flow(20);
            int port = envoy.port("secure");
            assertThat(Certificate.shownAt(port, FIRST, SECOND)).isEqualTo("CN=first");

            story.with(SECOND).apply();
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
        Story story = story(way, "on-demand");
        story.apply("on-demand.yaml");

        try (var envoy = story.envoy()) {
            Http listener = envoy.listener("on-demand");
            assertThat(listener.get("/").body()).isEqualTo("colour-1");
            assertThat(envoy.rejections()).isEmpty();
        }
    }

    private static void applyWithoutBlue(Story story) {
        String moved = story.edge().replace("cluster: blue", "cluster: green");
        int from = moved.indexOf("- \"@type\"");
        int to = moved.indexOf("- \"@type\"", from + 1);
        story.applyText(moved.substring(0, from) + moved.substring(to));
    }

    private static Story story(Discovery way, String name) {
        return new Story(deployment, FOLDER, way, name).with(FIRST);
    }
}
