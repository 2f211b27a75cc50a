package dev.roster.xds;

import dev.roster.envoy.ResourceType;
import dev.roster.snapshot.Snapshots;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** All sessions on one manual loop, and the clients that come to them. Not thread-safe. */
final class Server {
    /** How long a client may leave a response unanswered. */
    static final Duration DEADLINE = Duration.ofSeconds(10);

    /** How long what is gone stays with the clients of streams of one type. */
    static final Duration RETIREMENT = Duration.ofSeconds(5);

    /** How long a client may read nothing. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ManualLoop loop = new ManualLoop();
    private final Journal journal = new Journal();
    private final Sessions sessions;

    Server(Snapshots snapshots) {
        this(snapshots, 100_000);
    }

    Server(Snapshots snapshots, int maxSubscriptions) {
        sessions = new Sessions(snapshots, journal, new Bounds(maxSubscriptions), loop::nanoTime);
    }

    ManualLoop loop() {
        return loop;
    }

    Journal journal() {
        return journal;
    }

    /** A client of the aggregated delta stream. */
    DeltaTranscript delta() {
        return new DeltaTranscript(sessions, loop, Optional.empty());
    }

    /** A client of a delta stream of one type. */
    DeltaTranscript delta(ResourceType only) {
        return new DeltaTranscript(sessions, loop, Optional.of(only));
    }

    /** A client of the aggregated delta stream that accepts everything. */
    QuickClient quickDelta() {
        return new QuickDelta(sessions, loop);
    }

    /** A client of the aggregated state-of-the-world stream that accepts everything. */
    QuickClient quickSotw() {
        return new QuickSotw(sessions, loop);
    }

    /** A client of the aggregated state-of-the-world stream. */
    SotwTranscript sotw() {
        return new SotwTranscript(sessions, loop, Optional.empty());
    }

    /** A client of a state-of-the-world stream of one type. */
    SotwTranscript sotw(ResourceType only) {
        return new SotwTranscript(sessions, loop, Optional.of(only));
    }

    /** The server stops; what it does until then, it does over this window. */
    CompletionStage<Void> drains(Duration window) {
        CompletionStage<Void> drained = sessions.drain(window);
        loop.turn();
        return drained;
    }

    /** What every open stream says of itself. */
    List<StreamDescription> describe() {
        var described = sessions.describe().toCompletableFuture();
        loop.turn();
        while (!described.isDone()) {
            loop.advance(Duration.ofMillis(1));
        }
        return described.join();
    }

    private record Bounds(int maxSubscriptions) implements XdsConfig {
        @Override
        public Duration answerDeadline() {
            return DEADLINE;
        }

        @Override
        public Duration retireAfter() {
            return RETIREMENT;
        }

        @Override
        public Duration readDeadline() {
            return PATIENCE;
        }
    }
}
