package dev.roster.resource;

import dev.roster.request.Violation;

/**
 * That a resource cannot be beside another one. Immutable.
 *
 * @param index which of the resources that were looked at, the later one of the two
 * @param violation with a path within that resource
 */
public record Clash(int index, Violation violation) {}
