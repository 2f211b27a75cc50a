package dev.roster.xds;

import dev.roster.xds.SessionObserver.Reason;

/**
 * Why a response is sent. Immutable.
 *
 * @param holdsUp whether no other response of its type is pushed until it is answered
 * @param since nanoseconds of the session's clock at which the oldest change in it was logged, or the request came
 */
record Cause(Reason reason, boolean holdsUp, long since) {
    static Cause change(long loggedAt) {
        return new Cause(Reason.CHANGE, true, loggedAt);
    }

    static Cause request(boolean holdsUp, long now) {
        return new Cause(Reason.REQUEST, holdsUp, now);
    }

    static Cause heartbeat(long now) {
        return new Cause(Reason.HEARTBEAT, false, now);
    }
}
