package dev.roster.changelog;

/** What came of one read of the change log. */
public sealed interface Reading {
    /** Nothing is new; the horizon has moved all the same, so that trimming does not overtake a quiet reader. */
    record Unchanged(Horizon horizon) implements Reading {}

    /** Something is new. */
    record Batch(Changes changes, Horizon horizon) implements Reading {}

    /** What is new cannot be told from the horizon: everything is to be loaded. */
    record Gap(ReloadReason reason) implements Reading {}
}
