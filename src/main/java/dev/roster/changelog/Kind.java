package dev.roster.changelog;

/**
 * One kind of key in the change log, as its {@code kind} column names it, and the type of the state behind such a key.
 * Immutable.
 */
public record Kind<T>(String name, Class<T> state) {}
