package dev.roster.xds;

import java.util.Map;

/**
 * A response that the client has not answered. Immutable.
 *
 * @param sentAt nanoseconds of the session's clock
 * @param versions the version of each resource in it by name
 */
record Sent(Cause cause, long sentAt, Map<String, String> versions) {}
