package dev.roster.snapshot;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** The view that is served now. Thread-safe: one immutable view behind one volatile, replaced by one writer. */
@Singleton
public final class Snapshots {
    private static final Logger LOG = Logger.getLogger(Snapshots.class);

    private final List<Consumer<SnapshotUpdate>> followers = new CopyOnWriteArrayList<>();
    private volatile Snapshot current = Snapshot.EMPTY;
    private volatile boolean ready;

    /** Whether the first full view is there; before that nobody may be told that something does not exist. */
    public boolean ready() {
        return ready;
    }

    public Snapshot current() {
        return current;
    }

    /** From now on the follower is handed each update, the first also when nothing is in it, on the writer's thread: it must only pass it on. */
    public void follow(Consumer<SnapshotUpdate> follower) {
        followers.add(follower);
    }

    /** One follower's fault is no reason that the others, or the next view, should miss anything. */
    private static void tell(Consumer<SnapshotUpdate> follower, SnapshotUpdate update) {
        try {
            follower.accept(update);
        } catch (RuntimeException e) {
            LOG.error("An update did not reach those who follow the view", e);
        }
    }

    void publish(SnapshotUpdate update) {
        boolean first = !ready;
        current = update.after();
        ready = true;
        if (first || !update.isEmpty()) {
            followers.forEach(follower -> tell(follower, update));
        }
    }
}
