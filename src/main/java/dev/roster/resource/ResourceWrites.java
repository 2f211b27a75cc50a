package dev.roster.resource;

import dev.roster.envoy.ResourceType;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Writes resources. */
public interface ResourceWrites {
    /**
     * Reads what the subject names, asks what to do, and does it, in one transaction. Nobody else writes the rows meanwhile.
     * What {@code decide} throws, this fails with, and nothing is written.
     */
    Uni<Plan> change(Subject subject, Function<List<StoredResource>, Plan> decide, Intent intent);

    /**
     * Which rows a change is about. Immutable.
     *
     * @param keys these, where they exist
     * @param prune and these
     * @param whole and, only to look at, all of these types; no two changes that name a type run at once
     */
    record Subject(List<ResourceKey> keys, Prune prune, Set<ResourceType> whole) {
        public Subject {
            keys = List.copyOf(keys);
            whole = Set.copyOf(whole);
        }

        /** Whether it is about no more than a row, and soon done. */
        public boolean isOne() {
            return keys.size() == 1 && prune.types().isEmpty() && whole.isEmpty();
        }
    }
}
