package dev.roster.status;

import dev.roster.xds.StreamInfo;
import java.util.Comparator;
import java.util.List;

/**
 * A client with all its streams: one for each type where it does not aggregate them, two for a moment while it moves to
 * another replica. Immutable.
 *
 * @param streams at least one, the newest first
 */
public record ConnectedNode(String id, List<ConnectedStream> streams) {
    public ConnectedNode {
        streams = streams.stream()
                .sorted(Comparator.comparing(ConnectedStream::connectedSince).reversed())
                .toList();
    }

    /** What the client said last of itself. */
    public StreamInfo info() {
        return streams.getFirst().info();
    }

    public boolean inSync() {
        return streams.stream().allMatch(ConnectedStream::inSync);
    }
}
