package dev.roster.xds.file;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.LISTENER;
import static dev.roster.resource.ResourceKey.EVERYONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.resource.ResourceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** Somebody who reads all the time while much changes, each time at least once between two changes. */
@Timeout(120)
class ReaderTest {
    private static final int CHANGES = 1_000;
    private static final ResourceKey CLUSTER_KEY = new ResourceKey(CLUSTER, EVERYONE, "c");
    private static final ResourceKey LISTENER_KEY = new ResourceKey(LISTENER, EVERYONE, "l");

    @TempDir(factory = InMemory.class)
    Path path;

    @Test
    void P72_aReaderNeverSeesHalfAFileOrHalfASet() throws IOException {
        Shelf shelf = new Shelf(path);
        shelf.registered().registers("s");
        change(shelf, 1);
        try (FolderReader reader = new FolderReader(path)) {
            for (int i = 2; i <= CHANGES; i++) {
                reader.readsOn();
                change(shelf, i);
            }
        }
        assertThat(FolderReader.state(path)).isEqualTo(CHANGES);
    }

    private static void change(Shelf shelf, int state) throws IOException {
        shelf.registered()
                .writes(Map.of(
                        CLUSTER_KEY, "{\"name\": \"c\", \"alt_stat_name\": \"state-" + state + "\"}",
                        LISTENER_KEY, "{\"name\": \"l\", \"stat_prefix\": \"state-" + state + "\"}"));
        shelf.registered().weighs("s", state);
        shelf.writes();
    }

    /** A folder in memory where there is such a file system: syncing to a disk a thousand times takes a minute. */
    static final class InMemory implements TempDirFactory {
        private static final Path MEMORY = Path.of("/dev/shm");

        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) throws IOException {
            return Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "reader")
                    : Files.createTempDirectory("reader");
        }
    }
}
