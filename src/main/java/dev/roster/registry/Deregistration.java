package dev.roster.registry;

import org.jspecify.annotations.Nullable;

/**
 * An endpoint to be removed. Immutable.
 *
 * @param service the service that it must belong to, or none when any will do
 */
public record Deregistration(String id, @Nullable String service) {}
