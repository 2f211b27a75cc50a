package dev.roster.status;

import dev.roster.xds.FilesObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jboss.logging.Logger;

/** Counts what is written to files, and raises the alarm when that fails. Thread-safe. */
@Singleton
final class FilesStatus implements FilesObserver {
    private static final Logger LOG = Logger.getLogger(FilesStatus.class);

    /** Of the 128 that Linux lets a user have (fs.inotify.max_user_instances): an Envoy takes one for each file. */
    private static final int MANY = 100;

    private final MeterRegistry registry;
    private final Counter written;
    private final Counter failed;
    private final ConcurrentMap<Path, Optional<String>> failures = new ConcurrentSkipListMap<>();
    private final ConcurrentMap<Path, Integer> watched = new ConcurrentSkipListMap<>();
    private volatile Set<Path> folders = Set.of();

    FilesStatus(MeterRegistry registry) {
        this.registry = registry;
        this.written = Counter.builder("roster.files.written")
                .description("Files written or removed")
                .register(registry);
        this.failed = Counter.builder("roster.files.failures")
                .description("Attempts to write files that failed")
                .register(registry);
        Gauge.builder("roster.files.failing", this, status -> status.failure().isPresent() ? 1 : 0)
                .description("1 while some files cannot be written and stay as they were")
                .register(registry);
    }

    @Override
    public void follows(Set<Path> folders) {
        this.folders = Set.copyOf(folders);
        folders.forEach(folder -> Gauge.builder("roster.files.watched", watched, all -> all.getOrDefault(folder, 0))
                .description("Files to which a folder leads the Envoys that read it")
                .tag("folder", folder.toString())
                .register(registry));
    }

    @Override
    public void leadsTo(Path folder, int files) {
        Integer before = watched.put(folder, files);
        if (files > MANY && (before == null || before <= MANY)) {
            LOG.warnf(
                    "%s leads Envoys to %d files, and they watch each: see that fs.inotify.max_user_instances, 128 on most"
                            + " machines, is more where they run, or they end with 'inotify_fd_ >= 0'",
                    folder, files);
        }
    }

    @Override
    public void written(Path folder, int files) {
        written.increment(files);
        if (tell(folder, Optional.empty()).isPresent()) {
            LOG.infof("Files are written again in %s", folder);
        }
    }

    @Override
    public void failed(Path folder, Throwable cause) {
        failed.increment();
        Optional<String> reason = Optional.of(String.valueOf(cause));
        if (!reason.equals(tell(folder, reason))) {
            LOG.errorf(cause, "Files cannot be written in %s and stay as they were; trying again", folder);
        }
    }

    private Optional<String> tell(Path folder, Optional<String> failure) {
        return Objects.requireNonNullElse(failures.put(folder, failure), Optional.empty());
    }

    /** Whether every folder was written, or that was tried and failed. */
    boolean tried() {
        return !folders.isEmpty() && failures.keySet().containsAll(folders);
    }

    /** Why files cannot be written now. */
    Optional<String> failure() {
        return failures.values().stream().flatMap(Optional::stream).findFirst();
    }
}
