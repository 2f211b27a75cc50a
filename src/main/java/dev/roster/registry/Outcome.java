package dev.roster.registry;

/** What became of one registration among those written together. Immutable. */
public sealed interface Outcome {
    /** Stored; {@code created} when no row had this identity before. */
    record Registered(String id, boolean created) implements Outcome {}

    /** Not stored, while the others were. */
    record Refused(Refusal refusal) implements Outcome {}
}
