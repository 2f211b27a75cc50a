package dev.roster.xds.file;

import static dev.roster.resource.ResourceKey.EVERYONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roster.envoy.EnvoyJson;
import dev.roster.snapshot.Registered;
import dev.roster.xds.FileText;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When files are written. */
@Timeout(60)
class FileWriterTest {
    @AutoClose
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    private final Registered registered = new Registered(0);
    private final FaultyDisk disk = new FaultyDisk();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    private final List<String> leading = new CopyOnWriteArrayList<>();

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
    void itIsSaidToHowManyFilesAFolderLeads() {
        follow(path);
        registered.registers("s");
        registered.registers("t");
        await().untilAsserted(() -> assertThat(leading).contains(path.getFileName() + " leads to 2"));
    }

    @Test
    void whatCannotBeWrittenRaisesTheAlarmAndIsTriedAgain() throws IOException {
        Path obstacle = Files.createFile(path.resolve("xds"));
        follow(obstacle, path.resolve("other"));
        registered.registers("s");
        await().untilAsserted(() -> assertThat(seen).anyMatch(line -> line.startsWith("failed xds")));

        Files.delete(obstacle);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(obstacle.resolve("eds/s.yaml")).exists());
        await().untilAsserted(() -> assertThat(seen).contains("written xds"));
    }

    @ParameterizedTest
    @EnumSource
    void P72_aDiskThatIsFullOrDeniedRaisesTheAlarmUntilItIsNot(FaultyDisk.Fault fault) {
        follow(path);
        registered.registers("s");
        await().untilAsserted(() -> assertThat(path.resolve("eds/s.yaml")).exists());

        disk.fails(fault, "");
        registered.registers("t");
        await().untilAsserted(() -> assertThat(seen.getLast()).startsWith("failed"));
        assertThat(path.resolve("eds/t.yaml")).doesNotExist();

        disk.recovers();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(seen.getLast()).startsWith("written"));
        assertThat(path.resolve("eds/t.yaml")).exists();
    }

    /** The one that cannot be written is tried again after 1, 2, 4, 8 s: shared pauses would be too long. */
    @Test
    void aFolderThatCannotBeWrittenDoesNotHoldUpAnother() throws IOException {
        Files.createFile(path.resolve("xds"));
        follow(path.resolve("xds"), path.resolve("other"));
        for (int i = 0; i < 10; i++) {
            String name = "s" + i;
            registered.registers(name);
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(path.resolve("other/eds/" + name + ".yaml"))
                            .exists());
        }
        assertThat(seen).filteredOn(line -> line.startsWith("failed")).hasSizeLessThan(5);
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
        FileWriter.Surroundings surroundings = new FileWriter.Surroundings(thread, new FilesObserver() {
            @Override
            public void written(Path folder, int files) {
                seen.add("written " + folder.getFileName());
            }

            @Override
            public void leadsTo(Path folder, int files) {
                leading.add(folder.getFileName() + " leads to " + files);
            }

            @Override
            public void failed(Path folder, Throwable cause) {
                seen.add("failed " + folder.getFileName() + " " + cause);
            }
        });
        for (Path place : folders) {
            Folder folder = new Folder(new Folder.Place(EVERYONE, place), new Disk(disk), text, type -> true);
            FileWriter writer = new FileWriter(
                    folder, registered.snapshots(), new Quick(Optional.empty(), Optional.empty()), surroundings);
            registered.snapshots().follow(writer::updated);
        }
    }
}
