package dev.roster.xds;

import com.google.protobuf.MessageLite;
import dev.roster.snapshot.SnapshotUpdate;
import dev.roster.snapshot.Snapshots;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All open streams, by the event loop that each runs on. An update is handed to every loop once, however many streams
 * it has. Thread-safe.
 */
public final class Sessions {
    private final Snapshots snapshots;
    private final SessionObserver observer;
    private final XdsConfig config;
    private final LongSupplier clock;
    private final Map<ScheduledExecutorService, LoopSessions> loops = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private volatile @Nullable Long closesAt;

    /** @param clock nanoseconds, as {@link System#nanoTime} counts them */
    public Sessions(Snapshots snapshots, SessionObserver observer, XdsConfig config, LongSupplier clock) {
        this.snapshots = snapshots;
        this.observer = observer;
        this.config = config;
        this.clock = clock;
        snapshots.follow(this::updated);
    }

    /**
     * Opens a stream; to be called on its event loop.
     *
     * @param out takes each response
     */
    public <Q, R extends MessageLite> DiscoverySession<Q, R> open(
            StreamKind<Q, R> kind, ScheduledExecutorService loop, Responses<R> out) {
        if (!snapshots.ready()) {
            throw new StreamRefused.NotReady();
        }
        Long closing = closesAt;
        if (closing != null && now() - closing >= 0) {
            throw new StreamRefused.Leaving();
        }
        LoopSessions others = loops.computeIfAbsent(loop, key -> new LoopSessions(key, snapshots));
        DiscoverySession<Q, R> session = new DiscoverySession<>(this, others, kind, out);
        others.add(session);
        return session;
    }

    /**
     * Describes every stream. Each loop is asked once; a stream to which nothing happened since it was described last is the
     * same description again.
     */
    public CompletionStage<List<StreamDescription>> describe() {
        List<CompletableFuture<List<StreamDescription>>> asked =
                loops.values().stream().map(LoopSessions::describe).toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(done -> asked.stream()
                        .map(CompletableFuture::join)
                        .flatMap(List::stream)
                        .toList());
    }

    /**
     * Ends every stream, one after the other over this window, so that the clients do not come to other replicas all at once
     * (P62). Completes when none is left. After the window no stream is opened any more.
     */
    public CompletionStage<Void> drain(Duration window) {
        closesAt = now() + window.toNanos();
        return CompletableFuture.allOf(
                loops.values().stream().map(loop -> loop.drain(window)).toArray(CompletableFuture[]::new));
    }

    private void updated(SnapshotUpdate update) {
        loops.values().forEach(sessions -> sessions.updated(update));
    }

    /** A number that no other stream of this process has. */
    long nextId() {
        return lastId.incrementAndGet();
    }

    SessionObserver observer() {
        return observer;
    }

    XdsConfig config() {
        return config;
    }

    /** Nanoseconds, as {@link System#nanoTime} counts them. */
    public long now() {
        return clock.getAsLong();
    }
}
