package dev.roster.resource;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Writes resources. */
public interface ResourceWrites {
    /**
     * Reads what the subject names, asks what to do, does it, and tells what clashes from then on; all in one transaction.
     * Nobody else writes the rows meanwhile, and of two changes that clash with each other the one is told of the other.
     * What {@code decide} or {@code judge} throws, this fails with, and nothing is written; nor is it by a dry run, which
     * does all of that and takes it back.
     */
    Uni<Plan> change(
            Subject subject, Function<List<StoredResource>, Plan> decide, Consumer<List<Clash>> judge, Intent intent);

    /**
     * Which rows a change is about. Immutable.
     *
     * @param keys these, where they exist
     * @param prune and these
     */
    record Subject(List<ResourceKey> keys, Prune prune) {
        public Subject {
            keys = List.copyOf(keys);
        }

        /** Whether it is about no more than a row, and soon done. */
        public boolean isOne() {
            return keys.size() == 1 && prune.types().isEmpty();
        }
    }
}
