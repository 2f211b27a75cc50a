package dev.roster.resource;

import java.util.List;
import java.util.Set;

/**
 * Resources that a group is to hold, together or not at all. Immutable.
 *
 * @param drafts of the group, no two of one key
 * @param prune of these types the group is to hold nothing else
 */
public record Batch(String group, List<Draft> drafts, Set<ResourceType> prune) {
    /** The most resources one batch may hold. */
    public static final int MOST = 10_000;

    public Batch {
        drafts = List.copyOf(drafts);
        prune = Set.copyOf(prune);
    }
}
