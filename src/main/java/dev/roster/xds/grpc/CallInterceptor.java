package dev.roster.xds.grpc;

import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCall.Listener;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.inject.Singleton;

/** Lets each stream find its {@link Call}, and tells it when the client reads on. Immutable. */
@Singleton
@GlobalInterceptor
final class CallInterceptor implements ServerInterceptor {
    private final Draining draining;

    CallInterceptor(Draining draining) {
        this.draining = draining;
    }

    @Override
    public <Q, R> Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        draining.called();
        Call opened = new Call(call);
        Listener<Q> listener = Contexts.interceptCall(opened.context(), call, headers, next);
        return new SimpleForwardingServerCallListener<>(listener) {
            @Override
            public void onReady() {
                super.onReady();
                opened.ready();
            }
        };
    }
}
