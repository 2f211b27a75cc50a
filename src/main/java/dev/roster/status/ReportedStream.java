package dev.roster.status;

import dev.roster.xds.Standing;
import dev.roster.xds.StreamDescription;
import dev.roster.xds.StreamInfo;
import dev.roster.xds.TypeDescription;
import dev.roster.xds.TypeDescription.Unsettled;
import java.util.List;

/**
 * What the other replicas are told of a stream. Immutable.
 *
 * @param id tells it from this replica's others
 * @param openedAt nanoseconds of the sessions' clock
 */
public record ReportedStream(long id, StreamInfo info, long openedAt, List<TypeDescription> types) {
    public ReportedStream {
        types = List.copyOf(types);
    }

    /**
     * Leaves out what has been sent or noted only after this time: most of it is accepted before anybody could read of it.
     *
     * @param lasting nanoseconds of the sessions' clock
     */
    static ReportedStream of(StreamDescription stream, long lasting) {
        return new ReportedStream(
                stream.id(),
                stream.info(),
                stream.openedAt(),
                stream.types().stream().map(type -> reported(type, lasting)).toList());
    }

    private static TypeDescription reported(TypeDescription type, long lasting) {
        if (type.inSync()) {
            return type;
        }
        Unsettled unsettled = type.unsettled();
        boolean brief = unsettled.since() - lasting > 0;
        var kept = unsettled.resources().stream()
                .filter(resource -> !brief || resource.standing() == Standing.ERROR)
                .toList();
        return new TypeDescription(
                type.typeUrl(),
                type.interest(),
                type.hosts(),
                kept.isEmpty() ? Unsettled.NOTHING : new Unsettled(kept, unsettled.cut(), 0));
    }

    public boolean inSync() {
        return types.stream().allMatch(TypeDescription::inSync);
    }
}
