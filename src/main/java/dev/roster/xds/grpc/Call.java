package dev.roster.xds.grpc;

import io.grpc.Context;
import io.grpc.ServerCall;
import java.util.Objects;

/**
 * The call that a stream runs on: whether the client reads it is what the reactive stubs do not tell. Not thread-safe:
 * belongs to the call's event loop.
 */
final class Call {
    private static final Context.Key<Call> KEY = Context.key("call");

    private final ServerCall<?, ?> call;
    private Runnable onReady = () -> {};

    Call(ServerCall<?, ?> call) {
        this.call = call;
    }

    /** The call under way. */
    static Call current() {
        return Objects.requireNonNull(KEY.get(), "a stream is opened within a call");
    }

    /** The context in which it is the one under way. */
    Context context() {
        return Context.current().withValue(KEY, this);
    }

    /** Whether what is sent now goes out before it piles up. */
    boolean isReady() {
        return call.isReady();
    }

    /** Has this run whenever the call is ready again. */
    void onReady(Runnable task) {
        onReady = task;
    }

    void ready() {
        onReady.run();
    }
}
