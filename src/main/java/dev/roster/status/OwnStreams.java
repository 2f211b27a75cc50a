package dev.roster.status;

import dev.roster.xds.Sessions;
import dev.roster.xds.StreamDescription;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The streams to this replica, as they are now. Thread-safe. */
final class OwnStreams {
    private final Sessions sessions;
    private final Replica replica;
    private final InstantSource clock;

    OwnStreams(Sessions sessions, Replica replica, InstantSource clock) {
        this.sessions = sessions;
        this.replica = replica;
        this.clock = clock;
    }

    Uni<List<StreamDescription>> described() {
        return Uni.createFrom().completionStage(sessions::describe);
    }

    Uni<List<ConnectedStream>> connected() {
        return described().map(streams -> {
            Instant now = clock.instant();
            return streams.stream().map(stream -> connected(stream, now)).toList();
        });
    }

    private ConnectedStream connected(StreamDescription stream, Instant now) {
        Duration age = Duration.ofNanos(now() - stream.openedAt());
        Instant since = now.minus(age).truncatedTo(ChronoUnit.MILLIS);
        return new ConnectedStream(replica.name(), stream.info(), since, stream.types());
    }

    /** Nanoseconds of the sessions' clock. */
    long now() {
        return sessions.now();
    }
}
