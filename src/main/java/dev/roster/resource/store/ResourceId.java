package dev.roster.resource.store;

import dev.roster.envoy.ResourceType;
import dev.roster.resource.ResourceKey;
import java.io.Serializable;

/** The primary key of {@code resource}. Immutable. */
record ResourceId(String type, String nodeGroup, String name) implements Serializable {
    private static final long serialVersionUID = 1;

    static ResourceId of(ResourceKey key) {
        return new ResourceId(key.type().path(), key.group(), key.name());
    }

    ResourceKey key() {
        return new ResourceKey(ResourceType.ofPath(type).orElseThrow(), nodeGroup, name);
    }
}
