package dev.roster.resource;

/**
 * That nodes would get two resources of which an Envoy takes one, for both have for themselves what only one can have.
 * Immutable.
 *
 * @param key the one that was put, or that is for everyone and no longer stands behind the group's own
 * @param nodes the group whose nodes have not got it so far; {@link ResourceKey#EVERYONE} when it is for all
 * @param field what it claims, such as {@code additional_addresses[0].address}
 * @param value the same as it is written there
 * @param holder the other one
 */
public record Clash(ResourceKey key, String nodes, String field, String value, ResourceKey holder) {}
