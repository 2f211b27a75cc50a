package dev.roster.xds;

import java.util.Map;

/**
 * A response that the client has not answered. Immutable.
 *
 * @param pushed whether a change caused it, rather than a request
 * @param sentAt nanoseconds of the session's clock
 * @param since nanoseconds of the session's clock at which the oldest change in it was logged
 * @param versions the version of each resource in it by name
 */
record Sent(boolean pushed, long sentAt, long since, Map<String, String> versions) {}
