package dev.roster.xds;

import java.util.List;

/**
 * What a stream is and what its client has. Immutable.
 *
 * @param id tells it from every other stream of this process
 * @param openedAt nanoseconds of the sessions' clock
 * @param types each type that the client asked for, in the order in which they are pushed
 */
public record StreamDescription(long id, StreamInfo info, long openedAt, List<TypeDescription> types) {
    public StreamDescription {
        types = List.copyOf(types);
    }
}
