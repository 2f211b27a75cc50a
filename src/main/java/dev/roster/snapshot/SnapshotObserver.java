package dev.roster.snapshot;

import dev.roster.envoy.ResourceType;
import dev.roster.resource.ResourceKey;

/** Sees the work that the projection does. Called on the projection's thread. */
public interface SnapshotObserver {
    /** A resource was serialised and hashed. */
    default void encoded(ResourceType type, int bytes) {}

    /** A resource's new version was compared with the one that is served. */
    default void compared(ResourceType type) {}

    /** A stored resource cannot be read and stays as it was. */
    default void unreadable(ResourceKey resource, String reason) {}
}
