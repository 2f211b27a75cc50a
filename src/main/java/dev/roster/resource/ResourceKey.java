package dev.roster.resource;

import dev.roster.envoy.ResourceType;
import java.util.Optional;

/**
 * Names one resource: its type, the node group that it is for and its name. In the change log it is {@code
 * <type>/<group>/<name>}; a group holds no slash. Immutable.
 *
 * @param group the {@code node.cluster} of the nodes that it is for, or {@link #EVERYONE}
 */
public record ResourceKey(ResourceType type, String group, String name) {
    /** The group of a resource that is for all nodes. */
    public static final String EVERYONE = "";

    /** None when the type is one that only a newer version of Roster knows. */
    public static Optional<ResourceKey> parse(String key) {
        int first = key.indexOf('/');
        int second = key.indexOf('/', first + 1);
        return ResourceType.ofPath(key.substring(0, first))
                .map(type -> new ResourceKey(type, key.substring(first + 1, second), key.substring(second + 1)));
    }

    @Override
    public String toString() {
        return type.path() + "/" + group + "/" + name;
    }
}
