package dev.roster.bootstrap;

/**
 * Who a client says it is. Immutable.
 *
 * @param cluster the node group that it belongs to
 */
public record NodeName(String id, String cluster) {}
