package dev.roster.system;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An Envoy that reads files and knows of no server, beside the Roster that writes them or far from it. */
@Timeout(180)
final class FilesIT {
    private static final Path FOLDER = Folder.of(FilesIT.class);
    private static final Path FILES = FOLDER.resolve("xds");

    @AutoClose
    private static Deployment deployment;

    @BeforeAll
    static void start() {
        deployment = Deployment.start(
                FOLDER,
                roster -> roster.with("ROSTER_FILES_DIRECTORY", FILES.toString())
                        .with("ROSTER_FILES_GROUPS", "edge,other"));
    }

    @Test
    void P72_everyFileIsThereWhenRosterIsReady() {
        for (String group : new String[] {"edge", "other"}) {
            for (String file : new String[] {"cds", "lds", "eds", "rds", "srds", "rtds", "ecds"}) {
                assertThat(FILES.resolve(group).resolve(file + ".yaml")).isRegularFile();
            }
        }
    }

    @Test
    void P72_anEndpointThatIsAddedToItsFileTakesTrafficWithoutARestart() {
        try (var upstreams = Upstreams.start("plain", 2)) {
            deployment.client().register("plain", upstreams.get(0));
            Path file = FILES.resolve("edge/eds/plain.yaml");
            await().until(() -> Files.exists(file));

            try (var envoy = Envoy.start(FOLDER.resolve("envoy-plain"), FileBootstrap.endpoints(file, "plain"));
                    var traffic = Traffic.through(envoy)) {
                assertThat(envoy.requests(10)).isEqualTo(Map.of("plain-1", 10));

                String second = deployment.client().register("plain", upstreams.get(1));
                envoy.awaitHosts("targetCluster", 2);
                takesTraffic(upstreams.get(1));

                deployment.client().deregister(second);
                envoy.awaitHosts("targetCluster", 1);
                traffic.flow(20);
                assertThat(traffic.failures()).isEmpty();
                assertThat(envoy.rejections()).isEmpty();
            }
        }
    }

    @Test
    void P72_trafficMovesToAClusterThatIsAddedForEnvoysThatWatchFiles() {
        trafficMoves("files", FileBootstrap.watchingFiles(FILES.resolve("edge")));
    }

    @Test
    void P72_trafficMovesToAClusterThatIsAddedForEnvoysThatWatchTheFolder() {
        trafficMoves("folder", FileBootstrap.watchingTheFolder(FILES.resolve("edge")));
    }

    private static void trafficMoves(String name, String bootstrap) {
        String first = name + "-first";
        String second = name + "-second";
        try (var old = Upstreams.start(first, 1);
                var young = Upstreams.start(second, 1)) {
            deployment.client().register(first, old.get(0));
            listen("edge", first);
            await().until(() -> Folder.read(FILES.resolve("edge/lds.yaml")).contains(first));

            try (var envoy = Envoy.start(FOLDER.resolve("envoy-" + name), bootstrap);
                    var traffic = Traffic.through(envoy)) {
                traffic.flow(20);
                deployment.client().register(second, young.get(0));
                envoy.awaitHosts(second, 1);

                listen("edge", second);
                await().atMost(ofSeconds(10))
                        .until(() -> envoy.get("/").body().equals(young.get(0).name()));
                deployment.client().send("DELETE", "/v1/services/" + first, "");
                await().atMost(ofSeconds(20))
                        .until(() -> envoy.stats("cluster." + first + ".membership_total")
                                .isEmpty());
                traffic.flow(50);
                assertThat(traffic.failures()).isEmpty();
                assertThat(envoy.rejections()).isEmpty();
            }
        }
        assertThat(FILES.resolve("edge/eds/" + second + ".yaml")).exists();
        await().atMost(ofSeconds(10)).until(() -> !Files.exists(FILES.resolve("edge/eds/" + first + ".yaml")));
    }

    /** Clusters may share the name of a service and differ by the file that its endpoints are in. */
    @Test
    void P72_trafficMovesToASecondClusterOfTheSameServiceWithItsEndpointsInAnotherFile() {
        Path endpoints = FILES.resolve("other/eds/shared.yaml");
        try (var here = Upstreams.start("here", 2);
                var there = Upstreams.start("there", 1)) {
            deployment.client().register("shared", here.get(0));
            listen("edge", "shared");
            await().until(() -> Folder.read(FILES.resolve("edge/lds.yaml")).contains("shared"));

            try (var envoy = Envoy.start(
                            FOLDER.resolve("envoy-shared"), FileBootstrap.watchingTheFolder(FILES.resolve("edge")));
                    var traffic = Traffic.through(envoy)) {
                deployment.client().register("shared", here.get(1));
                envoy.awaitHosts("shared", 2);
                takesTraffic(here.get(1));

                assignment("other", "shared", there.get(0));
                await().until(() -> Folder.read(endpoints)
                        .contains(String.valueOf(there.get(0).port())));
                write("clusters", "edge", "newTargetCluster", """
                        {"name": "newTargetCluster", "type": "EDS", "connect_timeout": "1s", "eds_cluster_config":
                          {"service_name": "shared", "eds_config": {"resource_api_version": "V3",
                            "path_config_source": {"path": "%s"}}}}
                        """.formatted(endpoints));
                envoy.awaitHosts("newTargetCluster", 1);
                listen("edge", "newTargetCluster");
                await().atMost(ofSeconds(10)).until(() -> envoy.get("/").body().equals("there-1"));
                traffic.flow(50);
                assertThat(traffic.failures()).isEmpty();
                assertThat(envoy.rejections()).isEmpty();
            }
        }
    }

    @Test
    void filesThatCannotBeWrittenRaiseTheAlarmAndAreWrittenLater() throws IOException {
        Path endpoints = FILES.resolve("edge/eds");
        Path aside = FILES.resolve("aside");
        Files.move(endpoints, aside);
        Files.createFile(endpoints);

        deployment.client().putService("alarmed", "{}");
        await().atMost(ofSeconds(10)).untilAsserted(() -> assertThat(health()).contains("\"cause\""));
        assertThat(deployment.roster().management("/q/metrics").body()).contains("roster_files_failing 1.0");
        assertThat(Folder.read(FILES.resolve("other/cds.yaml")))
                .as("the other folder")
                .contains("alarmed");

        Files.delete(endpoints);
        Files.move(aside, endpoints);
        await().atMost(ofSeconds(40)).untilAsserted(() -> assertThat(health()).doesNotContain("\"cause\""));
        assertThat(endpoints.resolve("alarmed.yaml")).exists();
    }

    @Test
    void valuesThatBreakARuleKeepRosterFromStartingAndAreNamedWithIt() {
        try (var roster = RosterProcess.alone(FOLDER.resolve("refused"))
                .with("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://127.0.0.1:1/none")
                .with("ROSTER_FILES_INTERVAL", "1ms")
                .with("ROSTER_FILES_RETIRE_AFTER", "-1s")
                .with("ROSTER_FILES_LONGEST_WAIT", "0s")) {
            roster.launch();
            await().atMost(ofSeconds(60)).until(() -> !roster.alive());
            assertThat(roster.log())
                    .contains(
                            "roster.files.interval must be at least 10 ms, and is PT0.001S",
                            "roster.files.retire-after must be at least 0 ms, and is PT-1S",
                            "roster.files.longest-wait must be at least 1 s, and is PT0S");
        }
    }

    private static String health() {
        return deployment.roster().management("/q/health/ready").body();
    }

    @Test
    void P72_aFolderFarFromRosterIsKeptInStep() {
        Path folder = FOLDER.resolve("far");
        try (var upstreams = Upstreams.start("far", 2);
                var next = Upstreams.start("far-next", 1);
                var sync = FileSync.start(deployment.roster().httpPort(), folder, "far")) {
            deployment.client().register("far", upstreams.get(0));
            listen("far", "far");
            sync.until(
                    "has a listener",
                    () -> Folder.read(folder.resolve("lds.yaml")).contains("traffic"));

            try (var envoy = Envoy.start(FOLDER.resolve("envoy-far"), FileBootstrap.watchingTheFolder(folder));
                    var traffic = Traffic.through(envoy)) {
                traffic.flow(20);
                deployment.client().register("far", upstreams.get(1));
                envoy.awaitHosts("far", 2);

                deployment.roster().kill9();
                traffic.flow(50);
                deployment.roster().start();
                deployment.client().putService("later", "{}");
                sync.until("follows again", () -> Files.exists(folder.resolve("eds/later.yaml")));
                traffic.flow(20);

                deployment.client().register("far-next", next.get(0));
                envoy.awaitHosts("far-next", 1);
                listen("far", "far-next");
                deployment.client().send("DELETE", "/v1/services/far", "");
                await().atMost(ofSeconds(20))
                        .until(() -> envoy.stats("cluster.far.membership_total").isEmpty());
                assertThat(envoy.requests(5)).containsOnlyKeys(next.names());
                traffic.flow(20);
                assertThat(traffic.failures()).isEmpty();
                assertThat(envoy.rejections()).isEmpty();
            }
        }
    }

    /** Of what flows all the time: endpoints take turns, and requests of the test's own might come to one of them only. */
    private static void takesTraffic(Upstream upstream) {
        await(upstream.name()).until(() -> upstream.requests() > 0);
    }

    private static void listen(String group, String cluster) {
        write("listeners", group, "traffic", FileBootstrap.listener(cluster));
    }

    private static void assignment(String group, String service, Upstream upstream) {
        write("endpoints", group, service, """
                {"cluster_name": "%s", "endpoints": [{"lb_endpoints": [{"endpoint": {"address": {"socket_address":
                  {"address": "127.0.0.1", "port_value": %d}}}}]}]}
                """.formatted(service, upstream.port()));
    }

    private static void write(String type, String group, String name, String body) {
        deployment.client().putResource(type, group, name, body);
    }
}
