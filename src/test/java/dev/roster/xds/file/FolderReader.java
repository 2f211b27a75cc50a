package dev.roster.xds.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody who reads a folder for as long as it is open, and finds whole files and whole sets only, each set later than the
 * one before. Its clusters and listeners say {@code state-<number>} of their set; the endpoint of {@code s} has a weight.
 * Thread-safe.
 */
public final class FolderReader implements AutoCloseable {
    private static final Pattern STATE = Pattern.compile("state-(\\d+)");
    private static final Pattern WEIGHT =
            Pattern.compile("version_info: .*\n.*load_balancing_weight: (\\d+)\n", Pattern.DOTALL);

    private final Path folder;
    private final AtomicInteger reads = new AtomicInteger();
    private final CompletableFuture<Void> loop;
    private volatile boolean open = true;

    public FolderReader(Path folder) {
        this.folder = folder;
        this.loop = CompletableFuture.runAsync(this::read);
    }

    private void read() {
        int last = 0;
        while (open) {
            int state = state(folder);
            assertThat(state).as("never back").isGreaterThanOrEqualTo(last);
            last = state;
            assertThat(number(WEIGHT, folder.resolve("eds/s.yaml"))).isPositive();
            assertThat(number(STATE, folder.resolve("cds.yaml"))).isPositive();
            reads.incrementAndGet();
        }
    }

    /** Waits until it has read everything once more, or has found what it should not. */
    public void readsOn() {
        int before = reads.get();
        while (reads.get() == before && !loop.isDone()) {
            Thread.onSpinWait();
        }
    }

    /** What the set that is in force now tells of, the same in two of its files. */
    public static int state(Path folder) {
        while (true) {
            Path set = set(folder);
            try {
                int clusters = number(STATE, set.resolve("cds.yaml"));
                assertThat(number(STATE, set.resolve("lds.yaml"))).isEqualTo(clusters);
                return clusters;
            } catch (UncheckedIOException e) {
                assertThat(e.getCause()).isInstanceOf(NoSuchFileException.class);
                assertThat(set(folder)).as("in place of one that went").isNotEqualTo(set);
            }
        }
    }

    private static Path set(Path folder) {
        try {
            return folder.resolve(FileSet.CURRENT).toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(Pattern pattern, Path file) {
        try {
            String text = Files.readString(file);
            Matcher matcher = pattern.matcher(text);
            assertThat(matcher.find()).as(text).isTrue();
            return Integer.parseInt(matcher.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it; throws what it has found that it should not. */
    @Override
    public void close() {
        open = false;
        loop.join();
    }
}
