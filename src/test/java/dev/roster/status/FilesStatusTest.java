package dev.roster.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** The alarm that files cannot be written. */
class FilesStatusTest {
    private static final Path EDGE = Path.of("/xds/edge");
    private static final Path OTHER = Path.of("/xds/other");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FilesStatus status = new FilesStatus(registry);

    @Test
    void theAlarmLastsUntilTheFolderThatFailedIsWritten() {
        status.follows(Set.of(EDGE, OTHER));
        status.failed(EDGE, new IOException("No space left on device"));
        status.written(OTHER, 3);
        assertThat(failing()).isOne();
        assertThat(status.failure())
                .hasValueSatisfying(cause -> assertThat(cause).contains("No space left"));

        status.written(EDGE, 1);
        assertThat(failing()).isZero();
        assertThat(status.failure()).isEmpty();
        assertThat(registry.get("roster.files.written").counter().count()).isEqualTo(4);
        assertThat(registry.get("roster.files.failures").counter().count()).isOne();
    }

    @Test
    void everyFolderIsTried() {
        assertThat(status.tried()).isFalse();
        status.follows(Set.of(EDGE, OTHER));
        status.written(EDGE, 1);
        assertThat(status.tried()).isFalse();

        status.failed(OTHER, new IOException("No space left on device"));
        assertThat(status.tried()).isTrue();
    }

    @Test
    void eachFolderSaysToHowManyFilesItLeads() {
        status.follows(Set.of(EDGE, OTHER));
        status.leadsTo(EDGE, 7);
        assertThat(watched(EDGE)).isEqualTo(7);
        assertThat(watched(OTHER)).isZero();
    }

    @Test
    void moreFilesThanAnEnvoyMayWatchAreWarnedOfWheneverTheyBecomeSo() {
        List<String> warnings = new ArrayList<>();
        Logger log = Logger.getLogger(FilesStatus.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                    warnings.add(String.valueOf(line.getMessage()));
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        log.addHandler(handler);
        for (int files : new int[] {99, 100, 101, 102, 100, 150}) {
            status.leadsTo(EDGE, files);
        }
        log.removeHandler(handler);
        assertThat(warnings).hasSize(2).allMatch(line -> line.contains("inotify"));
    }

    private double watched(Path folder) {
        return registry.get("roster.files.watched")
                .tag("folder", folder.toString())
                .gauge()
                .value();
    }

    private double failing() {
        return registry.get("roster.files.failing").gauge().value();
    }
}
