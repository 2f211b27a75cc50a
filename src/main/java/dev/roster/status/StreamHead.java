package dev.roster.status;

/** What nodes are looked for by. Immutable. */
public record StreamHead(String nodeId, String group, String transport, boolean inSync) {}
