package dev.roster.system;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Roster that writes files, and one that a script follows: away for a while, in which another replica goes on. */
@Timeout(180)
final class FilesRestartIT {
    private static final Path FOLDER = Folder.of(FilesRestartIT.class);
    private static final Path FILES = FOLDER.resolve("xds");
    private static final Path WRITTEN = FILES.resolve("written");
    private static final Path FETCHED = FOLDER.resolve("fetched");

    /** The clusters of the old route are gone by then, and traffic is under way: the route goes first. */
    @Test
    void P72_noRequestFailsWhenTrafficHasMovedMeanwhile() {
        try (var deployment = Deployment.start(
                        FOLDER,
                        roster -> roster.with("ROSTER_FILES_DIRECTORY", FILES.toString())
                                .with("ROSTER_FILES_GROUPS", "written"));
                var other = RosterProcess.on(deployment.database(), FOLDER.resolve("other"));
                var old = Upstreams.start("old", 1);
                var young = Upstreams.start("young", 1);
                var sync = FileSync.start(deployment.roster().httpPort(), FETCHED, "fetched")) {
            deployment.client().register("old", old.get(0));
            deployment.client().register("young", young.get(0));
            lead(deployment.client(), "old");
            deployment
                    .client()
                    .putResource(
                            "listeners", "fetched", "traffic", FileBootstrap.listener(FETCHED.resolve("rds/all.yaml")));
            sync.until(
                    "has a listener",
                    () -> Folder.read(FETCHED.resolve("lds.yaml")).contains("\"traffic\""));

            try (var writtenTo = Envoy.start(FOLDER.resolve("envoy-written"), FileBootstrap.watchingFiles(WRITTEN));
                    var fetching = Envoy.start(FOLDER.resolve("envoy-fetched"), FileBootstrap.watchingFiles(FETCHED));
                    var written = Traffic.through(writtenTo);
                    var fetched = Traffic.through(fetching)) {
                deployment.roster().terminate();
                other.start();
                lead(other.client(), "young");
                other.client().send("DELETE", "/v1/services/old", "");
                other.terminate();
                written.flow(20);
                fetched.flow(20);

                deployment.roster().start();
                for (Envoy envoy : List.of(writtenTo, fetching)) {
                    await().atMost(ofSeconds(60))
                            .until(() ->
                                    envoy.stats("cluster.old.membership_total").isEmpty());
                    assertThat(envoy.rejections()).isEmpty();
                }
                written.flow(20);
                fetched.flow(20);
                assertThat(written.failures()).isEmpty();
                assertThat(fetched.failures()).isEmpty();
                assertThat(young.get(0).requests()).isPositive();
            }
            for (Path folder : List.of(WRITTEN, FETCHED)) {
                await().atMost(ofSeconds(10)).until(() -> !Files.exists(folder.resolve("eds/old.yaml")));
            }
        }
    }

    /** One listener holds its routes itself: its older connections keep them until they are drained. */
    private static void lead(RosterClient client, String cluster) {
        client.putResource("listeners", "written", "traffic", FileBootstrap.listener(cluster));
        client.putResource("routes", "fetched", "all", FileBootstrap.routes(cluster));
    }
}
