package dev.roster.xds.rest;

import dev.roster.snapshot.Snapshot;
import dev.roster.snapshot.Snapshots;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Hands each view to those who wait for one that differs. Thread-safe. */
@Singleton
final class ViewSignals {
    private final Snapshots snapshots;
    private final Set<MultiEmitter<? super Snapshot>> waiting = ConcurrentHashMap.newKeySet();

    ViewSignals(Snapshots snapshots) {
        this.snapshots = snapshots;
        snapshots.follow(update -> waiting.forEach(waiter -> waiter.emit(update.after())));
    }

    /** The present view, then later ones; of several not yet taken only the last is kept. */
    Multi<Snapshot> views() {
        return Multi.createFrom()
                .emitter(
                        waiter -> {
                            waiting.add(waiter);
                            waiter.onTermination(() -> waiting.remove(waiter));
                            emitPresent(waiter);
                        },
                        BackPressureStrategy.LATEST);
    }

    /** A view that is published meanwhile is emitted by another thread, perhaps before the one that was present here. */
    private void emitPresent(MultiEmitter<? super Snapshot> waiter) {
        Snapshot present;
        do {
            present = snapshots.current();
            waiter.emit(present);
        } while (snapshots.current() != present);
    }
}
