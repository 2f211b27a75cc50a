package dev.roster.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.system.FlakyFiles.Mood;
import dev.roster.xds.file.FolderReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The script that fills a folder before an Envoy starts, where all is well and where it is not. */
@Timeout(180)
final class FileSyncIT {
    private static final int CHANGES = 40;
    private static final Path FOLDER = Folder.of(FileSyncIT.class);

    @AutoClose
    private static Deployment deployment;

    @BeforeAll
    static void start() {
        deployment = Deployment.start(FOLDER);
    }

    @Test
    void P72_onceItFillsTheFolderWithWhatIsServedAndEnds() {
        deployment.client().putService("known", "{}");
        Path folder = FOLDER.resolve("once");

        assertThat(FileSync.once(deployment.roster().httpPort(), folder, "edge").status())
                .isZero();

        try (Http http = new Http(deployment.roster().httpPort())) {
            for (String file : List.of("cds.yaml", "lds.yaml", "eds.yaml", "eds/known.yaml")) {
                assertThat(Folder.read(folder.resolve(file)))
                        .isNotEmpty()
                        .isEqualTo(http.get("/v1/files/edge/" + file + "?directory=" + folder)
                                .body());
            }
        }
    }

    @Test
    void P72_aReaderNeverSeesHalfAFileOrHalfASet() {
        Path folder = FOLDER.resolve("read");
        String endpoint = deployment.client().register("s", 8080, "{}");
        change(endpoint, 1);
        try (FileSync sync = FileSync.start(deployment.roster().httpPort(), folder, "read")) {
            sync.until(
                    "has all files",
                    () -> Folder.read(folder.resolve("lds.yaml")).contains("state-1"));
            try (FolderReader reader = new FolderReader(folder)) {
                for (int i = 2; i <= CHANGES; i++) {
                    change(endpoint, i);
                    String state = "state-" + i;
                    sync.until(
                            "goes on",
                            () -> Folder.read(folder.resolve("cds.yaml")).contains(state));
                    reader.readsOn();
                }
            }
        }
    }

    /** A cluster and a listener, changed together, and an endpoint. */
    private static void change(String endpoint, int state) {
        deployment.client().patch(endpoint, "{\"weight\": " + state + "}");
        deployment.client().apply("read", """
                resources:
                - "@type": type.googleapis.com/envoy.config.cluster.v3.Cluster
                  name: c
                  alt_stat_name: state-%1$d
                - "@type": type.googleapis.com/envoy.config.listener.v3.Listener
                  name: l
                  stat_prefix: state-%1$d
                  address: {socket_address: {address: 127.0.0.1, port_value: 0}}
                  filter_chains: [{}]
                """.formatted(state));
    }

    @Test
    void P72_whatCannotBeHadWholeIsTriedAgainAndChangesNothing() {
        Path folder = FOLDER.resolve("flaky");
        String before = "before\n".repeat(1000);
        String after = "afterwards\n".repeat(1000);
        try (FlakyFiles files = new FlakyFiles()) {
            files.serve(Mood.WHOLE, before);
            assertThat(FileSync.once(files.port(), folder, "edge").status()).isZero();

            for (Mood mood : List.of(Mood.UNKNOWN, Mood.BREAKING_OFF)) {
                files.serve(mood, after + mood);
                try (FileSync sync = FileSync.once(files.port(), folder, "edge")) {
                    sync.until("has tried twice", () -> files.failures() > 1);
                    assertThat(Folder.read(folder.resolve("cds.yaml"))).isEqualTo(before);
                    assertThat(sync.log()).contains("cannot follow");
                }
            }
            try (FileSync sync = FileSync.once(files.port(), folder, "edge")) {
                sync.until("has tried twice", () -> files.failures() > 1);
                files.serve(Mood.WHOLE, after);
                assertThat(sync.status()).isZero();
            }
            assertThat(Folder.read(folder.resolve("cds.yaml"))).isEqualTo(after);
        }
    }

    @Test
    void whatItCannotDoAtAllItSaysAtOnce() {
        assertThat(FileSync.run(FOLDER.resolve("usage"), "http://127.0.0.1:1").status())
                .isEqualTo(2);
        assertThat(FileSync.run(FOLDER.resolve("denied"), "http://127.0.0.1:1", "/dev/null/folder")
                        .status())
                .isEqualTo(1);
    }
}
