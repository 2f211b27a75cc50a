package dev.roster.resource;

/** What became of a resource. */
public enum Outcome {
    CREATED,
    CHANGED,
    /** It was as it should be; nothing was written. */
    UNCHANGED,
    REMOVED
}
