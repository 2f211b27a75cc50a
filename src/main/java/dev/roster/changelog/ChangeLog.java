package dev.roster.changelog;

import io.smallrye.mutiny.Uni;

/** The change log in the database, as the tail needs it. */
public interface ChangeLog {
    /**
     * Opens a link that nobody else uses, once the schema is there; fails when the database cannot be reached in time.
     *
     * @param wake called, on any thread, when another replica hints at a change and when the link is closed
     */
    Uni<ChangeLogLink> connect(Runnable wake);

    /** Hints the other replicas at a change. Never fails and never waits: who misses a hint finds the change at his tick. */
    void hintOthers();
}
