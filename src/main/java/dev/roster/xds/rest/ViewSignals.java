package dev.roster.xds.rest;

import dev.roster.snapshot.SnapshotUpdate;
import dev.roster.snapshot.Snapshots;
import dev.roster.xds.FilesConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Hands each view to those who wait for one that differs, and keeps for a while what went from it. Thread-safe. */
@Singleton
final class ViewSignals {
    private final Duration retireAfter;
    private final AtomicReference<@Nullable Moment> current = new AtomicReference<>();
    private final Set<MultiEmitter<? super Moment>> waiting = ConcurrentHashMap.newKeySet();

    ViewSignals(Snapshots snapshots, FilesConfig config) {
        this.retireAfter = config.retireAfter();
        snapshots.follow(this::updated);
        if (snapshots.ready()) {
            current.compareAndSet(null, new Moment(snapshots.current(), List.of()));
        }
    }

    private void updated(SnapshotUpdate update) {
        boolean kept = !retireAfter.isZero() && update.removes();
        current.updateAndGet(
                moment -> (moment == null ? new Moment(update.before(), List.of()) : moment).after(update, kept));
        waiting.forEach(this::tell);
        if (kept) {
            ScheduledFuture<?> unused = Infrastructure.getDefaultWorkerPool()
                    .schedule(() -> retired(update), retireAfter.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void retired(SnapshotUpdate update) {
        current.updateAndGet(moment -> Objects.requireNonNull(moment).without(update));
        waiting.forEach(this::tell);
    }

    /** One thread at a time, so that whoever is told last is told what is present. */
    private synchronized void tell(MultiEmitter<? super Moment> waiter) {
        current().ifPresent(waiter::emit);
    }

    /** What is served now, once the registry was read. */
    Optional<Moment> current() {
        return Optional.ofNullable(current.get());
    }

    /** The present moment, then later ones; of several not yet taken only the last is kept. */
    Multi<Moment> moments() {
        return Multi.createFrom()
                .emitter(
                        waiter -> {
                            waiting.add(waiter);
                            waiter.onTermination(() -> waiting.remove(waiter));
                            tell(waiter);
                        },
                        BackPressureStrategy.LATEST);
    }
}
