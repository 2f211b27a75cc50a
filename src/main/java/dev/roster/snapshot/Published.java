package dev.roster.snapshot;

import dev.roster.envoy.ResourceType;
import java.util.Optional;

/** A resource in the view: the same for everyone, or made for the way a client came. Immutable as seen from outside. */
sealed interface Published permits VersionedResource, GeneratedCluster, Written {
    VersionedResource over(Transport transport);

    /** A hash of all that the resource may be over any transport. */
    long fingerprint();

    /** What the registry yields under this name, be it served or hidden by what an operator wrote. */
    default Optional<Published> generated() {
        return Optional.of(this);
    }

    /** What an operator wrote under this name. */
    default Optional<VersionedResource> written() {
        return Optional.empty();
    }

    /** The resource of another type that a client is given when it asks for it by this name, and not otherwise. */
    default Optional<VersionedResource> byName(ResourceType type) {
        return Optional.empty();
    }
}
