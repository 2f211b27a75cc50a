package dev.roster.system;

import static org.awaitility.Awaitility.await;

import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCalls;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A gRPC client without a proxy: all that it knows is where Roster is and what the service is called. */
final class GrpcChannel implements AutoCloseable {
    private static final int SAMPLE = 60;
    private static final Duration TO_FOLLOW = Duration.ofSeconds(20);
    private static final int SECONDS_TO_ANSWER = 20;
    private static final HttpHeaders NO_HEADERS = HttpHeaders.of(Map.of(), (name, value) -> true);

    private final ManagedChannel channel;

    private GrpcChannel(ManagedChannel channel) {
        this.channel = channel;
    }

    /** Tells all gRPC clients of this process, by such a file's content, where Roster is; they ask for it once. */
    static void bootstrap(String json) {
        System.setProperty("io.grpc.xds.bootstrapConfig", json);
    }

    static GrpcChannel to(String service) {
        return new GrpcChannel(Grpc.newChannelBuilder("xds:///" + service, InsecureChannelCredentials.create())
                .build());
    }

    /** The name of the server that answers a call; the call waits until there is one. */
    String call() {
        CallOptions options =
                CallOptions.DEFAULT.withWaitForReady().withDeadlineAfter(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
        return ClientCalls.blockingUnaryCall(channel, GrpcUpstream.NAME, options, "");
    }

    /** The name of the server that answers a call, which fails where there is none now. */
    String callAtOnce() {
        return ClientCalls.blockingUnaryCall(
                channel,
                GrpcUpstream.NAME,
                CallOptions.DEFAULT.withDeadlineAfter(SECONDS_TO_ANSWER, TimeUnit.SECONDS),
                "");
    }

    /** Calls that fail where no server can be reached at once, for as long as this is open. */
    Traffic traffic() {
        return Traffic.of(() -> new Answer(200, NO_HEADERS, callAtOnce()));
    }

    /** How many of so many calls each server answered. */
    Map<String, Integer> calls(int count) {
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            answers.merge(call(), 1, Integer::sum);
        }
        return answers;
    }

    /** Waits until calls are answered by exactly these servers. */
    void awaitServers(String... names) {
        await("calls to " + String.join(", ", names))
                .atMost(TO_FOLLOW)
                .until(() -> calls(SAMPLE).keySet().equals(Set.of(names)));
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
