package dev.roster.xds.grpc;

import com.google.protobuf.MessageLite;
import dev.roster.envoy.ResourceType;
import dev.roster.xds.DiscoverySession;
import dev.roster.xds.Responses;
import dev.roster.xds.Sessions;
import dev.roster.xds.StreamKind;
import dev.roster.xds.StreamRefused;
import dev.roster.xds.Variant;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.Status;
import io.netty.channel.EventLoop;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Runs a discovery session between the requests and the responses of a call. Thread-safe. */
@Singleton
final class Streams {
    private static final Logger LOG = Logger.getLogger(Streams.class);

    private final Sessions sessions;

    Streams(Sessions sessions) {
        this.sessions = sessions;
    }

    Multi<DeltaDiscoveryResponse> delta(Optional<ResourceType> only, Multi<DeltaDiscoveryRequest> requests) {
        return serve(new StreamKind<>(Variant.DELTA, only), requests);
    }

    Multi<DiscoveryResponse> sotw(Optional<ResourceType> only, Multi<DiscoveryRequest> requests) {
        return serve(new StreamKind<>(Variant.SOTW, only), requests);
    }

    private <Q, R extends MessageLite> Multi<R> serve(StreamKind<Q, R> kind, Multi<Q> requests) {
        return Multi.createFrom().emitter(responses -> {
            try {
                Call call = Call.current();
                DiscoverySession<Q, R> session = sessions.open(kind, eventLoop(), new Emitted<>(responses, call));
                call.onReady(session::writable);
                connect(requests, session, responses);
            } catch (StreamRefused refused) {
                responses.fail(status(refused));
            }
        });
    }

    private static <Q, R extends MessageLite> void connect(
            Multi<Q> requests, DiscoverySession<Q, R> session, MultiEmitter<? super R> responses) {
        responses.onTermination(session::close);
        requests.subscribe()
                .with(
                        request -> {
                            try {
                                session.request(request);
                            } catch (StreamRefused refused) {
                                responses.fail(status(refused));
                            }
                        },
                        // the client is gone: there is nobody to tell
                        failure -> responses.complete(),
                        responses::complete);
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

    /** Responses on their way into the call. Not thread-safe: belongs to the call's event loop. */
    private record Emitted<R>(MultiEmitter<? super R> emitter, Call call) implements Responses<R> {
        @Override
        public void send(R response) {
            emitter.emit(response);
        }

        @Override
        public boolean ready() {
            return call.isReady();
        }

        @Override
        public void end(StreamRefused why) {
            emitter.fail(status(why));
        }

        @Override
        public void fail(RuntimeException cause) {
            LOG.error("A stream failed", cause);
            emitter.fail(Status.INTERNAL
                    .withDescription("the stream failed; come again")
                    .asRuntimeException());
        }
    }
}
