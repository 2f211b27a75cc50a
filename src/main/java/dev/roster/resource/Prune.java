package dev.roster.resource;

import dev.roster.envoy.ResourceType;
import java.util.Set;

/** All of a group's resources of some types. Immutable. */
public record Prune(String group, Set<ResourceType> types) {
    public Prune {
        types = Set.copyOf(types);
    }

    boolean covers(ResourceKey key) {
        return types.contains(key.type()) && group.equals(key.group());
    }
}
