package dev.roster.xds;

import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;

/**
 * Puts into responses what a delta client is told of one type, and notes that it was. A method that returns a boolean
 * returns false when it finds no room. Not thread-safe: belongs to its {@link DeltaStream}.
 */
sealed interface DeltaTeller permits NameTeller, HostTeller {
    /** Adds a resource as what there is under this name. */
    boolean add(String name, VersionedResource resource, DeltaBatch batch);

    /** Adds that there is nothing under this name, of which the client asked. */
    boolean addAbsent(String name, DeltaBatch batch);

    /** Tells of a name that changed, or will tell of it later. */
    boolean addChange(String name, DeltaBatch batch, TypeView view, boolean withRemovals);

    /** Adds what the client is to be told besides what is in the backlog, as far as there is room. */
    void addMore(DeltaBatch batch, TypeView view);

    /** Adds what keeps the client from forgetting the resource of this name, which is its own (P51). */
    boolean mention(String name, DeltaBatch batch, TypeView view);
}
