package dev.roster.status;

/**
 * What is known of the fleet. Immutable.
 *
 * @param complete whether the other replicas' clients are in it; they are not while the database does not answer
 */
public record Seen<T>(T what, boolean complete) {}
