package dev.roster.resource;

/** Knows what clients find, what Roster makes itself included; whoever publishes resources says so. */
public interface Known {
    /** Whether the nodes of the group of this key find a resource of its type and name. */
    boolean isFound(ResourceKey key);
}
