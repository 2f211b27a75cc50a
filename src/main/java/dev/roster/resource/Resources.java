package dev.roster.resource;

import dev.roster.envoy.InvalidEnvoyJson;
import dev.roster.request.UnavailableException;
import dev.roster.request.Violation;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Every write of resources. What it returns completes when the write is committed and can be discovered on this replica;
 * a dry run writes nothing. Thread-safe.
 */
@Singleton
public final class Resources {
    private final Stores stores;
    private final Drafts drafts;
    private final ResourceObserver observer;
    private final ResourceConfig config;

    Resources(Stores stores, Drafts drafts, ResourceObserver observer, ResourceConfig config) {
        this.stores = stores;
        this.drafts = drafts;
        this.observer = observer;
        this.config = config;
    }

    /** All of the batch or nothing; what became of each in its order, then what was pruned. */
    public Uni<List<Result>> apply(Batch batch, Intent intent) {
        return change(Edit.of(batch), intent);
    }

    /** As {@link #apply}, but what is there is never changed: where it is not the same, nothing is stored. */
    public Uni<List<Result>> add(Batch batch, Intent intent) {
        return change(Edit.of(batch), Resources::withoutChanges, intent);
    }

    public Uni<Result> put(Draft draft, Condition condition, Intent intent) {
        return change(Edit.putting(draft, condition), intent).map(List::getFirst);
    }

    public Uni<Result> remove(ResourceKey key, Condition condition, Intent intent) {
        return change(Edit.removing(key, condition), intent).map(List::getFirst);
    }

    /** Brings back what a resource was at this revision. */
    public Uni<Result> rollBack(ResourceKey key, long revision, Condition condition, Intent intent) {
        return stores.resources()
                .revision(key, revision)
                .map(found -> drafts.again(read(found.held(key))))
                .chain(draft -> put(draft, condition, intent.restoring(revision)));
    }

    private Resource read(StoredResource stored) {
        try {
            return stores.form().read(stored);
        } catch (InvalidEnvoyJson e) {
            throw new RefusedException(new Refusal.Unreadable(stored.key(), String.valueOf(e.getMessage())));
        }
    }

    private Uni<List<Result>> change(Edit edit, Intent intent) {
        return change(edit, plan -> plan, intent);
    }

    private Uni<List<Result>> change(Edit edit, UnaryOperator<Plan> accept, Intent intent) {
        return stores.writes()
                .change(
                        edit.subject(),
                        rows -> accept.apply(new Planning(stores.form(), edit, rows).plan()),
                        clashes -> refuse(Clashes.of(edit, clashes)),
                        intent)
                .call(plan -> intent.dryRun() ? Uni.createFrom().voidItem() : discoverable(edit))
                .map(plan -> drafts.warned(edit, plan, intent.dryRun()))
                .invoke(results -> {
                    if (!intent.dryRun()) {
                        results.forEach(result -> observer.written(result.key().type(), result.outcome()));
                    }
                });
    }

    private static Plan withoutChanges(Plan plan) {
        List<Violation> changes = plan.results().stream()
                .filter(result -> result.outcome() == Outcome.CHANGED)
                .map(Result::key)
                .map(key -> new Violation(key.toString(), key.name(), "is there with other content"))
                .toList();
        refuse(changes);
        return plan;
    }

    private static void refuse(List<Violation> conflicts) {
        if (!conflicts.isEmpty()) {
            throw new RefusedException(new Refusal.Conflicts(conflicts));
        }
    }

    /** A view of thousands of new resources takes longer to make than one of one. */
    private Uni<Void> discoverable(Edit edit) {
        Duration limit = edit.subject().isOne() ? config.databaseTimeout() : config.applyTimeout();
        return stores.commits().discoverable().ifNoItem().after(limit).failWith(UnavailableException::new);
    }
}
