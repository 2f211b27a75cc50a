package dev.roster.xds.file;

import dev.roster.snapshot.Snapshot;
import dev.roster.snapshot.SnapshotUpdate;
import dev.roster.snapshot.Snapshots;
import dev.roster.xds.FilesConfig;
import dev.roster.xds.FilesObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes what changed to a folder: at once after a quiet time, together with what changes meanwhile under churn, and again until it is
 * written. Not thread-safe but for {@link #updated}: the rest is done on the one thread that it is given.
 */
final class FileWriter {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(30);

    private final Folder folder;
    private final Snapshots snapshots;
    private final FilesConfig config;
    private final Surroundings surroundings;
    private final AtomicReference<@Nullable SnapshotUpdate> waiting = new AtomicReference<>();
    /** What may not be on the disk yet. */
    private @Nullable SnapshotUpdate owed;

    private boolean scheduled;
    private long notBefore;
    private Duration retry = FIRST_RETRY;

    FileWriter(Folder folder, Snapshots snapshots, FilesConfig config, Surroundings surroundings) {
        this.folder = folder;
        this.snapshots = snapshots;
        this.config = config;
        this.surroundings = surroundings;
        this.notBefore = System.nanoTime();
    }

    void updated(SnapshotUpdate update) {
        if (waiting.getAndAccumulate(update, (first, next) -> first == null ? next : first.then(next)) == null) {
            surroundings.thread().execute(this::schedule);
        }
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            ScheduledFuture<?> unused =
                    surroundings.thread().schedule(this::pass, notBefore - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    private void pass() {
        scheduled = false;
        SnapshotUpdate news = waiting.getAndSet(null);
        if (news != null) {
            owed = owed == null ? news : owed.then(news);
        }
        Duration pause = config.interval();
        try {
            surroundings.observer().written(folder.path(), write());
            surroundings.observer().leadsTo(folder.path(), folder.leadsTo());
            owed = null;
            retry = FIRST_RETRY;
        } catch (IOException | RuntimeException e) {
            surroundings.observer().failed(folder.path(), e);
            pause = retry;
            retry = retry.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? retry.multipliedBy(2) : LAST_RETRY;
        }
        notBefore = System.nanoTime() + pause.toNanos();
        if (owed != null || folder.isRetiring()) {
            schedule();
        }
    }

    private int write() throws IOException {
        long now = System.nanoTime();
        Snapshot snapshot = snapshots.current();
        int files = owed == null ? 0 : folder.write(owed, snapshot, now);
        return files + folder.retire(snapshot, now - config.retireAfter().toNanos(), now);
    }

    /** Where the writing is done, and who sees it. Immutable. */
    record Surroundings(ScheduledExecutorService thread, FilesObserver observer) {}
}
