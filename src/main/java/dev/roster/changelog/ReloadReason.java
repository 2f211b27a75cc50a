package dev.roster.changelog;

/** Why the whole state is read instead of what changed. */
public enum ReloadReason {
    /** Rows that this reader has not seen may have been trimmed. */
    TRIMMED,
    /** Another cluster, timeline or database answers: a fail-over, a restored backup. */
    OTHER_SERVER,
    /** A table was truncated, which names no keys. */
    TRUNCATED,
    /** So many changes came at once that reading everything is cheaper. */
    TOO_MANY
}
