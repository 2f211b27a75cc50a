package dev.roster.snapshot;

/** A resource in the view: the same for everyone, or made for the way a client came. Immutable as seen from outside. */
sealed interface Published permits VersionedResource, GeneratedCluster {
    VersionedResource over(Transport transport);

    /** A hash of all that the resource may be over any transport. */
    long fingerprint();
}
