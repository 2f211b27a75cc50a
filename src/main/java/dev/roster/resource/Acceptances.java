package dev.roster.resource;

import io.smallrye.mutiny.Uni;

/** Knows what became of a resource at the clients; whoever knows the clients says so. */
public interface Acceptances {
    /** What the clients made of this resource; it does not fail. */
    Uni<Acceptance> of(ResourceKey key);
}
