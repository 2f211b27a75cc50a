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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** Somebody who reads all the time while much changes. */
@Timeout(120)
class ReaderTest {
    private static final int CHANGES = 1_000;
    private static final ResourceKey CLUSTER_KEY = new ResourceKey(CLUSTER, EVERYONE, "c");
    private static final ResourceKey LISTENER_KEY = new ResourceKey(LISTENER, EVERYONE, "l");
    private static final Pattern STATE = Pattern.compile("state-(\\d+)");
    private static final Pattern WEIGHT =
            Pattern.compile("version_info: .*\n.*load_balancing_weight: (\\d+)\n", Pattern.DOTALL);

    @TempDir(factory = InMemory.class)
    Path path;

    @Test
    void P72_aReaderNeverSeesHalfAFileOrHalfASet() throws IOException {
        Shelf shelf = new Shelf(path);
        shelf.registered().registers("s");
        change(shelf, 1);
        AtomicBoolean changing = new AtomicBoolean(true);
        AtomicInteger reads = new AtomicInteger();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
            int last = 0;
            while (changing.get()) {
                int state = readSet();
                assertThat(state).as("never back").isGreaterThanOrEqualTo(last);
                last = state;
                assertThat(number(WEIGHT, path.resolve("eds/s.yaml"))).isPositive();
                assertThat(number(STATE, path.resolve("cds.yaml"))).isPositive();
                reads.incrementAndGet();
            }
        });

        for (int i = 2; i <= CHANGES; i++) {
            change(shelf, i);
        }
        changing.set(false);
        reader.join();
        assertThat(reads).hasPositiveValue();
        assertThat(readSet()).isEqualTo(CHANGES);
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

    /** Reads two files of one set: they tell of the same state. */
    private int readSet() {
        try {
            Path set = path.resolve(FileSet.CURRENT).toRealPath();
            int clusters = number(STATE, set.resolve("cds.yaml"));
            assertThat(number(STATE, set.resolve("lds.yaml"))).isEqualTo(clusters);
            return clusters;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int number(Pattern pattern, Path file) {
        try {
            String text = Files.readString(file);
            Matcher matcher = pattern.matcher(text);
            assertThat(matcher.find()).as(text).isTrue();
            return Integer.parseInt(matcher.group(1));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
