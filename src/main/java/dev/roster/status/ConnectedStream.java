package dev.roster.status;

import dev.roster.xds.ResourceDescription;
import dev.roster.xds.StreamInfo;
import dev.roster.xds.TypeDescription;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * A stream to whichever replica. Immutable.
 *
 * @param replica the name of the replica
 * @param types each type that the client asked for, in the order in which they are pushed
 */
public record ConnectedStream(String replica, StreamInfo info, Instant connectedSince, List<TypeDescription> types) {
    public ConnectedStream {
        types = List.copyOf(types);
    }

    public boolean inSync() {
        return types.stream().allMatch(TypeDescription::inSync);
    }

    /** How many resources that are not in sync are of this kind, as far as they are listed. */
    public int unsettled(Predicate<ResourceDescription> kind) {
        return types.stream().mapToInt(type -> type.unsettled().count(kind)).sum();
    }

    String nodeId() {
        return NodeId.of(info);
    }

    StreamHead head() {
        return new StreamHead(nodeId(), info.viewer().group(), info.transportName(), inSync());
    }
}
