package dev.roster.xds;

/**
 * Why a response is sent. Immutable.
 *
 * @param pushed whether a change caused it, rather than a request
 * @param holdsUp whether no other response of its type is pushed until it is answered
 * @param since nanoseconds of the session's clock at which the oldest change in it was logged, or the request came
 */
record Cause(boolean pushed, boolean holdsUp, long since) {
    static Cause change(long loggedAt) {
        return new Cause(true, true, loggedAt);
    }

    static Cause request(boolean holdsUp, long now) {
        return new Cause(false, holdsUp, now);
    }
}
