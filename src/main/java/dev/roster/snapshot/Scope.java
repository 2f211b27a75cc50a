package dev.roster.snapshot;

import dev.roster.envoy.ResourceType;
import dev.roster.resource.ResourceKey;

/** The resources of one type that are for the nodes of one group, or for everyone. Immutable. */
record Scope(ResourceType type, String group) {
    static Scope everyone(ResourceType type) {
        return new Scope(type, ResourceKey.EVERYONE);
    }

    boolean isEveryone() {
        return group.equals(ResourceKey.EVERYONE);
    }

    /** Whether clients like this one look into this scope. */
    boolean isFor(Viewer viewer) {
        return isEveryone() || group.equals(viewer.group());
    }
}
