package dev.roster.status;

import dev.roster.xds.FilesObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Counts what is written to files, and raises the alarm when that fails. Thread-safe. */
@Singleton
final class FilesStatus implements FilesObserver {
    private static final Logger LOG = Logger.getLogger(FilesStatus.class);

    private final Counter written;
    private final Counter failures;
    private volatile boolean tried;
    private volatile @Nullable String failure;

    FilesStatus(MeterRegistry registry) {
        this.written = Counter.builder("roster.files.written")
                .description("Files written or removed")
                .register(registry);
        this.failures = Counter.builder("roster.files.failures")
                .description("Attempts to write files that failed")
                .register(registry);
        Gauge.builder("roster.files.failing", this, status -> status.failure == null ? 0 : 1)
                .description("1 while files cannot be written and stay as they were")
                .register(registry);
    }

    @Override
    public void written(int files) {
        if (failure != null) {
            LOG.info("Files are written again");
        }
        written.increment(files);
        failure = null;
        tried = true;
    }

    @Override
    public void failed(Throwable cause) {
        String reason = String.valueOf(cause);
        if (!reason.equals(failure)) {
            LOG.errorf(cause, "Files cannot be written and stay as they were; trying again");
        }
        failures.increment();
        failure = reason;
        tried = true;
    }

    /** Whether files were written, or that was tried and failed. */
    boolean tried() {
        return tried;
    }

    /** Why files cannot be written now. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }
}
