package dev.roster.changelog;

import io.smallrye.mutiny.Uni;

/** What a writer calls after its transaction committed. */
public interface Commits {
    /**
     * Wakes this replica's tail and hints the others; completes when a read that began after this call is applied, so
     * that what was committed before the call can be discovered here.
     */
    Uni<Void> discoverable();
}
