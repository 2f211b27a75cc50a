package dev.roster.snapshot;

import dev.roster.changelog.ChangeLogConfig;
import dev.roster.changelog.ChangeTail;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** The view with all that was committed before somebody asks for it, read anew for him. Thread-safe. */
@Singleton
public final class LatestView {
    private final ChangeTail tail;
    private final Snapshots snapshots;
    private final Duration patience;

    LatestView(ChangeTail tail, Snapshots snapshots, ChangeLogConfig config) {
        this.tail = tail;
        this.snapshots = snapshots;
        this.patience = config.readTimeout();
    }

    /** Fails with a {@link TimeoutException} when the database does not say in time how far behind this replica is. */
    public Uni<Snapshot> get() {
        if (!tail.state().connected()) {
            return Uni.createFrom().failure(new TimeoutException("the database is not there"));
        }
        return tail.caughtUp()
                .ifNoItem()
                .after(patience)
                .failWith(() -> new TimeoutException("the database does not answer"))
                .map(ignored -> snapshots.current());
    }
}
