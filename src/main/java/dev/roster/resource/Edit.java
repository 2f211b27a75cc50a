package dev.roster.resource;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is to be written and removed, together or not at all; the condition holds for what it names. Immutable.
 *
 * @param beside as in {@link Batch}
 */
record Edit(List<Draft> put, List<ResourceKey> remove, Prune prune, Condition condition, Set<ResourceKey> beside) {
    private static final Prune NOTHING = new Prune(ResourceKey.EVERYONE, Set.of());

    static Edit putting(Draft draft, Condition condition) {
        return new Edit(List.of(draft), List.of(), NOTHING, condition, Set.of());
    }

    static Edit removing(ResourceKey key, Condition condition) {
        return new Edit(List.of(), List.of(key), NOTHING, condition, Set.of());
    }

    static Edit of(Batch batch) {
        return new Edit(
                batch.drafts(),
                List.of(),
                new Prune(batch.group(), batch.prune()),
                new Condition.None(),
                batch.beside());
    }

    /** The rows to know and to hold on to. */
    ResourceWrites.Subject subject() {
        List<ResourceKey> keys =
                Stream.concat(put.stream().map(Draft::key), remove.stream()).toList();
        return new ResourceWrites.Subject(keys, prune);
    }
}
