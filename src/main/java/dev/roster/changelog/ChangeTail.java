package dev.roster.changelog;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the change log: sleeps until something hints at a change or the tick is over, reads, emits, and begins again.
 *
 * <p>One round ends before the next begins, and the next begins only after the subscriber's {@code onNext} returned: that
 * is how a batch is known to be applied, and when those who wait for it are told.
 */
@Singleton
public final class ChangeTail implements Commits {
    private final ChangeLog log;
    private final ChangeLogConfig config;
    private final List<ChangeLogObserver> observers;

    private final Waiters waiters = new Waiters();
    private final Alarm alarm = new Alarm();
    private final Pace pace = new Pace();
    private final AtomicBoolean subscribed = new AtomicBoolean();
    // Discards what comes after the shutdown, which ends the rounds.
    private final ExecutorService worker = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("roster-changes").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    private volatile TailState state = TailState.DISCONNECTED;

    // Each round's alone; rounds follow one another.
    private @Nullable ChangeLogLink link;
    private @Nullable Horizon horizon;
    private @Nullable Changes emitted;
    private boolean caughtUp;
    private long readBegan;

    public ChangeTail(ChangeLog log, ChangeLogConfig config, @All List<ChangeLogObserver> observers) {
        this.log = log;
        this.config = config;
        this.observers = List.copyOf(observers);
    }

    /**
     * The batches, the first one with everything, for exactly one subscriber. It applies each batch before its
     * {@code onNext} returns, on the tail's own thread, with no operator in between that buffers or changes threads.
     * Reads go on for ever, whatever becomes of the database; when the subscriber fails, who waits fails with it, and a
     * new subscription starts with everything.
     */
    public Multi<Changes> changes() {
        return Multi.createFrom()
                .deferred(this::rounds)
                .select()
                .where(Optional::isPresent)
                .map(Optional::orElseThrow);
    }

    private Multi<Optional<Changes>> rounds() {
        if (!subscribed.compareAndSet(false, true)) {
            return Multi.createFrom().failure(new IllegalStateException("the change log has a reader already"));
        }
        return Uni.createFrom()
                .deferred(this::round)
                .repeat()
                .indefinitely()
                .onTermination()
                .invoke(this::stopped);
    }

    /** How the tail is doing now. */
    public TailState state() {
        return state;
    }

    /** Completes on the caller's Vert.x context, if there is one; for how long to wait is the caller's choice. */
    @Override
    public Uni<Void> discoverable() {
        return caughtUp().onSubscription().invoke(log::hintOthers);
    }

    /**
     * Completes, on the caller's Vert.x context if there is one, when a read that began after this call is applied: whatever
     * another replica may have shown before can be discovered here.
     */
    public Uni<Void> caughtUp() {
        Executor caller = callersContext();
        return Uni.createFrom()
                .<Void>emitter(waiter -> {
                    waiters.add(waiter);
                    alarm.ring();
                })
                .emitOn(caller);
    }

    private static Executor callersContext() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(ignored -> task.run());
    }

    private Uni<Optional<Changes>> round() {
        applied();
        Uni<Boolean> awake = link == null ? Uni.createFrom().item(true) : alarm.sleep(tick());
        return awake.chain(this::reading)
                .emitOn(worker)
                .map(this::read)
                .onFailure()
                .recoverWithItem(this::lost);
    }

    private Duration tick() {
        return state.listening() ? config.tickWhileListening() : config.tick();
    }

    private void applied() {
        Changes batch = emitted;
        emitted = null;
        if (batch != null) {
            tell(observer -> observer.applied(batch));
        }
        if (caughtUp) {
            caughtUp = false;
            waiters.applied();
        }
    }

    private Uni<Reading> reading(boolean woken) {
        ChangeLogLink current = link;
        if (current == null) {
            return pace.turn()
                    .chain(() -> log.connect(alarm::ring))
                    .invoke(opened -> link = opened)
                    .chain(opened -> reading(opened, true));
        }
        return reading(current, woken);
    }

    private Uni<Reading> reading(ChangeLogLink current, boolean woken) {
        readBegan = System.nanoTime();
        waiters.readBegins();
        Horizon from = horizon;
        if (from == null) {
            return current.load();
        }
        return woken ? current.read(from) : current.readIfChanged(from);
    }

    private Optional<Changes> read(Reading reading) {
        return switch (reading) {
            case Reading.Unchanged(Horizon reached) -> {
                moved(reached, 0, Duration.ZERO);
                yield Optional.empty();
            }
            case Reading.Batch(Changes changes, Horizon reached) -> {
                moved(reached, changes.size(), Duration.ofNanos(System.nanoTime() - changes.loggedAt()));
                emitted = changes;
                yield Optional.of(changes);
            }
            case Reading.Gap(ReloadReason reason) -> {
                horizon = null;
                alarm.ring();
                tell(observer -> observer.reloading(reason));
                yield Optional.empty();
            }
        };
    }

    private void moved(Horizon reached, int keys, Duration lag) {
        TailState before = state;
        ChangeLogLink current = link;
        boolean listening = current != null && current.listening();
        Duration took = Duration.ofNanos(System.nanoTime() - readBegan);
        horizon = reached;
        caughtUp = true;
        state = new TailState(true, listening);
        tell(observer -> observer.read(keys, took, lag));
        if (!before.connected()) {
            tell(ChangeLogObserver::connected);
        }
        if (before.listening() != listening) {
            tell(observer -> observer.listening(listening));
        }
    }

    private Optional<Changes> lost(Throwable cause) {
        close();
        state = TailState.DISCONNECTED;
        tell(observer -> observer.disconnected(cause));
        return Optional.empty();
    }

    private void stopped() {
        close();
        state = TailState.DISCONNECTED;
        horizon = null;
        waiters.fail(new IllegalStateException("the change log is not read any more"));
        subscribed.set(false);
    }

    private void close() {
        ChangeLogLink closing = link;
        link = null;
        if (closing != null) {
            closing.close();
        }
    }

    private void tell(Consumer<ChangeLogObserver> event) {
        for (ChangeLogObserver observer : observers) {
            try {
                event.accept(observer);
            } catch (RuntimeException e) { // an observer's fault is no reason to stop reading
                Infrastructure.handleDroppedException(e);
            }
        }
    }

    @PreDestroy
    void shutDown() {
        worker.shutdown();
        close();
    }
}
