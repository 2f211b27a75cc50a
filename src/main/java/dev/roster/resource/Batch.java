package dev.roster.resource;

import dev.roster.envoy.ResourceType;
import java.util.List;
import java.util.Set;

/**
 * Resources that a group is to hold, together or not at all. Immutable.
 *
 * @param drafts of the group, no two of one key
 * @param prune of these types the group is to hold nothing else
 * @param beside what its nodes will find though it is no resource that is stored here: what leads there does not lead nowhere
 */
public record Batch(String group, List<Draft> drafts, Set<ResourceType> prune, Set<ResourceKey> beside) {
    /** The most resources one batch may hold. */
    public static final int MOST = 10_000;

    public Batch {
        drafts = List.copyOf(drafts);
        prune = Set.copyOf(prune);
        beside = Set.copyOf(beside);
    }
}
