package dev.roster.request;

/** Told of requests that failed whatever they were for; called on the thread that answers, so implementations must not block. */
public interface RequestObserver {
    /** A request was answered with this. */
    default void refused(BadRequest reason) {}

    /** A request was answered with 503 because the database does not answer. */
    default void unavailable() {}
}
