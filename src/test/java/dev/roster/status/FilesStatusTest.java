package dev.roster.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
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

    private double failing() {
        return registry.get("roster.files.failing").gauge().value();
    }
}
