package dev.roster.changelog;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.inject.Singleton;

/**
 * Tells whoever waits for a key that a batch was applied. A subscriber who falls behind keeps only the latest batch, so
 * take an event as the word to look at the snapshot again. Subscribe first, look then, wait last.
 */
@Singleton
public final class AppliedChanges implements ChangeLogObserver {
    private final BroadcastProcessor<Changes> batches = BroadcastProcessor.create();

    /** Hot and endless; emits on a worker thread, so that no subscriber holds up the tail or another one. */
    public Multi<Changes> stream() {
        return batches.onOverflow().dropPreviousItems().emitOn(Infrastructure.getDefaultExecutor(), 1);
    }

    @Override
    public void applied(Changes changes) {
        batches.onNext(changes);
    }
}
