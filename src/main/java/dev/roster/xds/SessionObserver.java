package dev.roster.xds;

import java.util.Set;

/** Sees what happens on streams. Called on the stream's event loop: must return at once. */
public interface SessionObserver {
    default void opened(StreamInfo stream) {}

    default void closed(StreamInfo stream) {}

    /** A stream was looked at because an update may concern it. */
    default void lookedAt(StreamInfo stream) {}

    /** The names that a stream holds of a type became more or, negative, fewer. */
    default void subscriptions(String typeUrl, int difference) {}

    default void sent(StreamInfo stream, String typeUrl, Response response) {}

    default void acked(StreamInfo stream, String typeUrl, Acknowledged acknowledged) {}

    default void nacked(StreamInfo stream, String typeUrl, Rejected rejected) {}

    /** Why a response was sent. */
    enum Reason {
        /** Something changed: a push. */
        CHANGE,
        /** The client asked. */
        REQUEST,
        /** The client would forget what it does not hear of. */
        HEARTBEAT
    }

    /** What went out. Immutable. */
    record Response(Reason reason, int resources, int bytes) {}

    /** What a client accepted; the nanoseconds are those since the oldest change in it was logged. Immutable. */
    record Acknowledged(Reason reason, long nanosSinceChange) {}

    /** What a client rejected, with its own words. Immutable. */
    record Rejected(Set<String> names, String error) {}
}
