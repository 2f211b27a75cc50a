package dev.roster.xds.grpc;

import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** One open stream on a connection of its own: what arrives is kept in order until somebody takes it. Thread-safe. */
final class Wire<Q, R> implements AutoCloseable, StreamObserver<R> {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ManagedChannel channel;
    private final StreamObserver<Q> requests;
    private final List<R> received = new ArrayList<>();
    private final List<R> unread = new ArrayList<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();

    Wire(int port, MethodDescriptor<Q, R> method) {
        channel = Grpc.newChannelBuilderForAddress("127.0.0.1", port, InsecureChannelCredentials.create())
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .build();
        requests = ClientCalls.asyncBidiStreamingCall(channel.newCall(method, CallOptions.DEFAULT), this);
    }

    void send(Q request) {
        requests.onNext(request);
    }

    void halfClose() {
        requests.onCompleted();
    }

    /** Takes the next response of this kind, waiting for it. */
    R next(String what, Predicate<R> kind) {
        return poll(kind, PATIENCE)
                .orElseThrow(() -> new AssertionError("No response for " + what + " within "
                        + PATIENCE.toSeconds() + " s; the stream "
                        + (end.isDone() ? "ended with " + end.join() : "is open") + " and brought " + received()));
    }

    /** Takes the next response of this kind, if one comes in time. */
    synchronized Optional<R> poll(Predicate<R> kind, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<R> response = unread.stream().filter(kind).findFirst();
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (response.isPresent() || end.isDone() || left <= 0) {
                response.ifPresent(unread::remove);
                return response;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for a response", e);
            }
        }
    }

    /** Everything that arrived since the stream was opened, in order. */
    synchronized List<R> received() {
        return List.copyOf(received);
    }

    Status end() {
        try {
            return end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError("The stream is still open and brought " + received(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the end of the stream", e);
        }
    }

    @Override
    public synchronized void onNext(R response) {
        received.add(response);
        unread.add(response);
        notifyAll();
    }

    @Override
    public void onError(Throwable error) {
        end(Status.fromThrowable(error));
    }

    @Override
    public void onCompleted() {
        end(Status.OK);
    }

    private synchronized void end(Status status) {
        end.complete(status);
        notifyAll();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
