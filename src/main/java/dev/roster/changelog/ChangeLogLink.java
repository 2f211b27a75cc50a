package dev.roster.changelog;

import io.smallrye.mutiny.Uni;

/**
 * One connection to the change log. Each call fails when the link is closed, when no answer comes in time, and on a hot
 * standby; after a failure the link is of no more use. Not thread-safe: one call at a time.
 */
public interface ChangeLogLink {
    /** Looks for something new in one statement: {@link Reading.Unchanged}, or the same as {@link #read}. */
    Uni<Reading> readIfChanged(Horizon from);

    /** Reads what is new since the horizon, and its state, in one database snapshot. */
    Uni<Reading> read(Horizon from);

    /** Reads the whole state in one database snapshot. */
    Uni<Reading> load();

    /** Whether hints are known to arrive here: the last one that this replica sent itself did. */
    boolean listening();

    /** Closes the connection without waiting for the server to agree. */
    void close();
}
