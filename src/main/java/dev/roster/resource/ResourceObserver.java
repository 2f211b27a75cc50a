package dev.roster.resource;

import dev.roster.envoy.ResourceType;

/** Told what became of resources; called on the thread that did it, so implementations must not block. */
public interface ResourceObserver {
    /** A resource was written, removed, or found to be as it should be. */
    default void written(ResourceType type, Outcome outcome) {}

    /** A request was answered with this. */
    default void refused(Refusal refusal) {}
}
