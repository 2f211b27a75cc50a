package dev.roster.xds;

import dev.roster.snapshot.SnapshotUpdate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one event loop. Updates that come while one is waiting merge into it, so a busy loop has one to do and
 * not a queue of them. Not thread-safe but for {@link #updated} and {@link #describe}: the rest is called on the loop.
 */
final class LoopSessions {
    private final Executor loop;
    private final Set<DiscoverySession<?, ?>> sessions = new HashSet<>();
    private final AtomicReference<@Nullable SnapshotUpdate> waiting = new AtomicReference<>();

    LoopSessions(Executor loop) {
        this.loop = loop;
    }

    void add(DiscoverySession<?, ?> session) {
        sessions.add(session);
    }

    void remove(DiscoverySession<?, ?> session) {
        sessions.remove(session);
    }

    /** Describes every stream, on the loop. */
    CompletableFuture<List<StreamDescription>> describe() {
        return CompletableFuture.supplyAsync(
                () -> sessions.stream()
                        .map(DiscoverySession::describe)
                        .flatMap(Optional::stream)
                        .toList(),
                loop);
    }

    void updated(SnapshotUpdate update) {
        if (waiting.getAndAccumulate(update, (first, next) -> first == null ? next : first.then(next)) == null) {
            loop.execute(this::deliver);
        }
    }

    private void deliver() {
        SnapshotUpdate update = Objects.requireNonNull(waiting.getAndSet(null), "one delivery is queued per update");
        // a session that is closed by what it is handed leaves the set
        List.copyOf(sessions).forEach(session -> session.updated(update));
    }
}
