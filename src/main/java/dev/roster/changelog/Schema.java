package dev.roster.changelog;

import io.smallrye.mutiny.Uni;

/** Whether the database is reachable and has the tables; whoever migrates the schema says so. */
public interface Schema {
    /** Completes when the schema is up to date, at once when it already is; never fails. */
    Uni<Void> ready();
}
