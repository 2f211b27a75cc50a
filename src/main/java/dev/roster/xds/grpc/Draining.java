package dev.roster.xds.grpc;

import dev.roster.xds.Sessions;
import io.grpc.InternalServer;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCall.Listener;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends the clients of a replica that stops to the others, not all at once (P62). The server takes no more connections, and
 * tells those that it has to open no more streams; then the streams are ended one by one. Thread-safe.
 */
@Singleton
@GlobalInterceptor
final class Draining implements ServerInterceptor {
    private static final Logger LOG = Logger.getLogger(Draining.class);
    /** For the last words to reach the clients. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Sessions sessions;
    private final Duration window;
    private volatile @Nullable Server server;

    Draining(Sessions sessions, ConnectionConfig config) {
        this.sessions = sessions;
        this.window = config.drain();
    }

    /** Takes note of the server that the call came to; who had no call has nobody to send away. */
    @Override
    public <Q, R> Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (server == null) {
            server = InternalServer.SERVER_CONTEXT_KEY.get();
        }
        return next.startCall(call, headers);
    }

    /** Before anything else ends: the view goes on while the clients leave. */
    void stop(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
        Server serving = server;
        if (serving == null) {
            return;
        }
        if (LaunchMode.current()
                != LaunchMode.NORMAL) { // a live reload keeps the server: a stream that stayed would go deaf
            drain(Duration.ZERO);
            return;
        }
        serving.shutdown();
        drain(window);
        if (!serving.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.info("Some connections did not end by themselves");
        }
    }

    private void drain(Duration over) {
        sessions.drain(over)
                .toCompletableFuture()
                .completeOnTimeout(null, over.plus(FAREWELL).toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
