package dev.roster.xds.grpc;

import com.google.protobuf.MessageLite;
import dev.roster.xds.DiscoverySession;
import dev.roster.xds.Responses;
import dev.roster.xds.Sessions;
import dev.roster.xds.StreamKind;
import dev.roster.xds.StreamRefused;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoop;
import io.quarkus.arc.Unremovable;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import jakarta.inject.Singleton;
import java.util.Objects;
import org.jboss.logging.Logger;

/** Runs a discovery session between the requests and the responses of a call. Thread-safe. */
@Singleton
@Unremovable // no injection point names it: the services look it up
final class Streams {
    private static final Logger LOG = Logger.getLogger(Streams.class);

    private final Sessions sessions;

    Streams(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Opens a session that answers on this call; what is returned takes in the requests. */
    <Q, R extends MessageLite> StreamObserver<Q> open(StreamKind<Q, R> kind, ServerCallStreamObserver<R> call) {
        try {
            DiscoverySession<Q, R> session = sessions.open(kind, eventLoop(), new Answering<>(call));
            call.setOnReadyHandler(session::writable);
            call.setOnCancelHandler(session::close);
            return new Asking<>(session, call);
        } catch (StreamRefused refused) {
            call.onError(status(refused));
            return new Unheard<>();
        }
    }

    private static EventLoop eventLoop() {
        return ((ContextInternal) Objects.requireNonNull(Vertx.currentContext(), "a call runs on a Vert.x context"))
                .nettyEventLoop();
    }

    private static Throwable status(StreamRefused refused) {
        Status status = switch (refused) {
            case StreamRefused.NotReady notReady -> Status.UNAVAILABLE;
            case StreamRefused.Leaving leaving -> Status.UNAVAILABLE;
            case StreamRefused.MissingTypeUrl missing -> Status.INVALID_ARGUMENT;
            case StreamRefused.WrongTypeUrl wrong -> Status.INVALID_ARGUMENT;
            case StreamRefused.TooMuch tooMuch -> Status.RESOURCE_EXHAUSTED;
            case StreamRefused.NotReading notReading -> Status.DEADLINE_EXCEEDED;
        };
        return status.withDescription(refused.getMessage()).asRuntimeException();
    }

    /** Requests on their way into the session. Not thread-safe: belongs to the call's event loop. */
    private record Asking<Q, R extends MessageLite>(DiscoverySession<Q, R> session, StreamObserver<R> call)
            implements StreamObserver<Q> {
        @Override
        public void onNext(Q request) {
            session.request(request);
        }

        @Override
        public void onError(Throwable gone) {
            // the client cancelled the call, which closed the session
        }

        @Override
        public void onCompleted() {
            if (session.close()) {
                call.onCompleted();
            }
        }
    }

    /** Takes what a client still says on a call that was refused. Immutable. */
    private record Unheard<Q>() implements StreamObserver<Q> {
        @Override
        public void onNext(Q request) {}

        @Override
        public void onError(Throwable gone) {}

        @Override
        public void onCompleted() {}
    }

    /** Responses on their way into the call. Not thread-safe: belongs to the call's event loop. */
    private record Answering<R>(ServerCallStreamObserver<R> call) implements Responses<R> {
        @Override
        public void send(R response) {
            call.onNext(response);
        }

        @Override
        public boolean ready() {
            return call.isReady();
        }

        @Override
        public void end(StreamRefused why) {
            call.onError(status(why));
        }

        @Override
        public void fail(RuntimeException cause) {
            LOG.error("A stream failed", cause);
            call.onError(Status.INTERNAL
                    .withDescription("the stream failed; come again")
                    .asRuntimeException());
        }
    }
}
