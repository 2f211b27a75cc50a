package dev.roster.bootstrap;

/**
 * By which way one Envoy takes its configuration, and where it leads. Immutable.
 *
 * @param directory where Roster's files are on the Envoy's machine; empty for the other transports
 */
public record Uplink(Transport transport, RosterAddress roster, String directory) {}
