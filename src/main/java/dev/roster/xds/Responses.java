package dev.roster.xds;

/** Where the responses of a stream go. Called on the stream's event loop. */
@FunctionalInterface
public interface Responses<R> {
    void send(R response);

    /** The stream cannot go on, by no fault of the client's. */
    default void fail(RuntimeException cause) {}
}
