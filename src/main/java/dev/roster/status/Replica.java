package dev.roster.status;

import java.util.UUID;

/** One running Roster. Immutable. */
public record Replica(UUID id, String name) {}
