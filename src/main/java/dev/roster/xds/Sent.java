package dev.roster.xds;

import java.util.Map;

/**
 * A response that the client has not answered. Immutable.
 *
 * @param sentAt nanoseconds of the session's clock
 * @param versions the version of each resource in it by name
 * @param resources how many resources those are: one may be there under several names
 */
record Sent(Cause cause, long sentAt, Map<String, String> versions, int resources) {}
