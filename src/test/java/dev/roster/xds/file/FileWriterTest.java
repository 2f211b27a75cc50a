package dev.roster.xds.file;

import static dev.roster.resource.ResourceKey.EVERYONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roster.envoy.EnvoyJson;
import dev.roster.snapshot.Registered;
import dev.roster.xds.FileText;
import dev.roster.xds.FilesConfig;
import dev.roster.xds.FilesObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When files are written. */
@Timeout(60)
class FileWriterTest {
    @AutoClose
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    private final Registered registered = new Registered(0);
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @TempDir
    Path path;

    @Test
    void manyChangesAreFewWrites() {
        follow(path);
        for (int i = 0; i < 200; i++) {
            registered.registers("s" + i);
        }

        await().untilAsserted(() -> assertThat(path.resolve("eds/s199.yaml")).exists());
        assertThat(seen).hasSizeLessThan(20).allMatch(line -> line.startsWith("written"));
    }

    @Test
    void whatCannotBeWrittenRaisesTheAlarmAndIsTriedAgain() throws IOException {
        Path obstacle = Files.createFile(path.resolve("xds"));
        follow(obstacle, path.resolve("other"));
        registered.registers("s");
        await().untilAsserted(() -> assertThat(seen).anyMatch(line -> line.startsWith("failed")));
        assertThat(path.resolve("other/cds.yaml")).as("the other folder").exists();

        Files.delete(obstacle);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(obstacle.resolve("eds/s.yaml")).exists());
        await().untilAsserted(() -> assertThat(seen.getLast()).startsWith("written"));
    }

    @Test
    void whatIsGoneGoesWithoutAnotherChange() {
        follow(path);
        registered.registers("s");
        await().untilAsserted(() -> assertThat(path.resolve("eds/s.yaml")).exists());

        registered.deletes("s");
        await().untilAsserted(() -> assertThat(path.resolve("eds/s.yaml")).doesNotExist());
        await().untilAsserted(() ->
                assertThat(Files.readString(path.resolve("cds.yaml"))).contains("resources: []"));
    }

    private void follow(Path... folders) {
        FileText text = new FileText(new EnvoyJson());
        FileWriter writer = new FileWriter(
                List.of(folders).stream()
                        .map(folder -> new Folder(
                                new Folder.Place(EVERYONE, folder), new Disk(Disk.Maker.REAL), text, type -> true))
                        .toList(),
                registered.snapshots(),
                new Quick(),
                new FileWriter.Surroundings(thread, new FilesObserver() {
                    @Override
                    public void written(int files) {
                        seen.add("written " + files);
                    }

                    @Override
                    public void failed(Throwable cause) {
                        seen.add("failed " + cause);
                    }
                }));
        registered.snapshots().follow(writer::updated);
    }

    private record Quick() implements FilesConfig {
        @Override
        public Optional<Path> directory() {
            return Optional.empty();
        }

        @Override
        public Optional<List<String>> groups() {
            return Optional.empty();
        }

        @Override
        public Duration interval() {
            return Duration.ofMillis(50);
        }

        @Override
        public Duration retireAfter() {
            return Duration.ofMillis(200);
        }

        @Override
        public boolean secrets() {
            return false;
        }

        @Override
        public Duration longestWait() {
            return Duration.ofMinutes(1);
        }
    }
}
