package dev.roster.snapshot;

import dev.roster.changelog.ChangeTail;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The one subscription that turns the change log into views, from start to shutdown. */
@Singleton
final class SnapshotPipeline {
    private static final Logger LOG = Logger.getLogger(SnapshotPipeline.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LAST_RETRY = Duration.ofSeconds(30);

    private final ChangeTail tail;
    private final Projection projection;
    private final Snapshots snapshots;
    private @Nullable Cancellable running;

    SnapshotPipeline(ChangeTail tail, Projection projection, Snapshots snapshots) {
        this.tail = tail;
        this.projection = projection;
        this.snapshots = snapshots;
    }

    void start(@Observes StartupEvent event) {
        running =
                views().subscribe().with(snapshots::publish, failure -> LOG.error("No view is made any more", failure));
    }

    void stop(@Observes ShutdownEvent event) {
        if (running != null) {
            running.cancel();
        }
    }

    /** A new subscription starts with everything, so a batch that could not be applied is made good. */
    private Multi<SnapshotUpdate> views() {
        return tail.changes()
                .map(projection::apply)
                .onFailure()
                .invoke(failure -> LOG.error("A batch of changes could not be applied: reading everything", failure))
                .onFailure()
                .retry()
                .withBackOff(FIRST_RETRY, LAST_RETRY)
                .indefinitely();
    }
}
