package dev.roster.xds;

import dev.roster.snapshot.Snapshot;
import dev.roster.snapshot.SnapshotUpdate;
import dev.roster.snapshot.Snapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one event loop. Updates that come while one is waiting merge into it, so a busy loop has one to do and
 * not a queue of them. Not thread-safe but for {@link #updated} and {@link #describe}: the rest is called on the loop.
 */
final class LoopSessions {
    private static final int DESCRIBED_AT_ONCE = 64;

    private final ScheduledExecutorService loop;
    private final Snapshots snapshots;
    private final Set<DiscoverySession<?, ?>> sessions = new HashSet<>();
    private final AtomicReference<@Nullable SnapshotUpdate> waiting = new AtomicReference<>();

    private Snapshot view = Snapshot.EMPTY;

    LoopSessions(ScheduledExecutorService loop, Snapshots snapshots) {
        this.loop = loop;
        this.snapshots = snapshots;
    }

    ScheduledExecutorService loop() {
        return loop;
    }

    void add(DiscoverySession<?, ?> session) {
        if (sessions.isEmpty()) {
            view = snapshots.current();
        }
        sessions.add(session);
    }

    /**
     * The view that the streams of this loop answer from. It moves with the update that they are handed: what they were not
     * yet told is gone must not be missing from an answer (P41).
     */
    Snapshot view() {
        return view;
    }

    void remove(DiscoverySession<?, ?> session) {
        sessions.remove(session);
    }

    /** Describes every stream, on the loop, some at a time: who waits for a push must not wait for all of them. */
    CompletableFuture<List<StreamDescription>> describe() {
        CompletableFuture<List<StreamDescription>> described = new CompletableFuture<>();
        loop.execute(() -> describe(List.copyOf(sessions).iterator(), new ArrayList<>(), described));
        return described;
    }

    private void describe(
            Iterator<DiscoverySession<?, ?>> rest,
            List<StreamDescription> done,
            CompletableFuture<List<StreamDescription>> described) {
        try {
            for (int i = 0; i < DESCRIBED_AT_ONCE && rest.hasNext(); i++) {
                rest.next().describe().ifPresent(done::add);
            }
        } catch (RuntimeException e) {
            described.completeExceptionally(e);
            return;
        }
        if (rest.hasNext()) {
            ScheduledFuture<?> unused = loop.schedule(() -> describe(rest, done, described), 1, TimeUnit.MILLISECONDS);
        } else {
            described.complete(done);
        }
    }

    /** Ends every stream within this window; those that were told nothing yet, and new ones, at its end (P64). */
    CompletableFuture<Void> drain(Duration window) {
        CompletableFuture<Void> drained = new CompletableFuture<>();
        loop.execute(() -> {
            List<DiscoverySession<?, ?>> leaving = List.copyOf(sessions);
            for (int i = 0; i < leaving.size(); i++) {
                DiscoverySession<?, ?> session = leaving.get(i);
                at(window.toNanos() * i / leaving.size(), () -> {
                    if (session.wasAnswered()) {
                        session.leave();
                    }
                    drained(drained);
                });
            }
            at(window.toNanos(), () -> {
                List.copyOf(sessions).forEach(DiscoverySession::leave);
                drained(drained);
            });
            drained(drained);
        });
        return drained;
    }

    private void at(long delay, Runnable task) {
        ScheduledFuture<?> unused = loop.schedule(task, delay, TimeUnit.NANOSECONDS);
    }

    private void drained(CompletableFuture<Void> drained) {
        if (sessions.isEmpty()) {
            drained.complete(null);
        }
    }

    void updated(SnapshotUpdate update) {
        if (waiting.getAndAccumulate(update, (first, next) -> first == null ? next : first.then(next)) == null) {
            loop.execute(this::catchUp);
        }
    }

    /** Hands out the update that is waiting, if there is one. */
    void catchUp() {
        SnapshotUpdate update = waiting.getAndSet(null);
        if (update == null) {
            return;
        }
        if (view.isBefore(update.after())) {
            view = update.after();
        }
        // a session that is closed by what it is handed leaves the set
        List.copyOf(sessions).forEach(session -> session.updated(update));
    }
}
