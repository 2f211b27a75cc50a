package dev.roster.snapshot;

/**
 * What decides which resources a client sees, and in which form. Immutable.
 *
 * @param group the client's {@code node.cluster}
 * @param transport the way it came
 */
public record Viewer(String group, Transport transport) {}
