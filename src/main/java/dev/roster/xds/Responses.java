package dev.roster.xds;

/** Where the responses of a stream go. Called on the stream's event loop. */
@FunctionalInterface
public interface Responses<R> {
    void send(R response);

    /** Whether what is sent now goes out before it piles up. Once it does, {@link DiscoverySession#writable} is called. */
    default boolean ready() {
        return true;
    }

    /** The server ends the stream. */
    default void end(StreamRefused why) {}

    /** The stream cannot go on, by no fault of the client's. */
    default void fail(RuntimeException cause) {}
}
