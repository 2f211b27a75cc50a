package dev.roster.bootstrap;

/**
 * Where a client reaches Roster. Immutable.
 *
 * @param host an IP address, or a name that DNS knows
 */
public record RosterAddress(String host, int xdsPort, int httpPort) {}
