package dev.roster.request;

/** Told of requests that no feature got to see; called on the thread that answers, so implementations must not block. */
public interface RequestObserver {
    /** A request was answered with this. */
    default void refused(BadRequest reason) {}
}
