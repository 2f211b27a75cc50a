package dev.roster.xds;

import com.google.common.collect.Maps;
import dev.roster.xds.TypeDescription.Interest;
import dev.roster.xds.TypeDescription.Unsettled;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the description of one type on one stream. It looks only at names that may not be in sync, and lists so many that
 * whoever keeps the description need not fear it. Not thread-safe: used within one turn of the loop.
 */
record Describing(String typeUrl, Map<String, ResourceState> states, Function<String, @Nullable String> versions) {
    private static final int MOST_NAMES = 1000;
    private static final int MOST_CHARACTERS = 64 * 1024;

    /**
     * Describes the type.
     *
     * @param doubtful the names of which the client may not have what it should
     */
    TypeDescription of(Interest interest, Stream<String> doubtful, long since) {
        return new TypeDescription(typeUrl, interest, Set.of(), unsettled(doubtful.iterator(), since));
    }

    /** What a client asks for; that goes through all names and is worth keeping until it asks for others. */
    static Interest interest(Map<String, ResourceState> states, boolean wildcard, int subscriptions) {
        Set<String> names = subscriptions == 0
                ? Set.of()
                : listed(Maps.filterValues(states, state -> state.subscribed).keySet());
        return new Interest(wildcard, names, subscriptions - names.size());
    }

    /** As many of the names as are listed. */
    static Set<String> listed(Set<String> names) {
        Room room = new Room();
        return names.stream().takeWhile(room::takes).collect(Collectors.toSet());
    }

    private Unsettled unsettled(Iterator<String> doubtful, long since) {
        List<ResourceDescription> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Room room = new Room();
        while (doubtful.hasNext()) {
            String name = doubtful.next();
            ResourceState state = states.get(name);
            String current = versions.apply(name);
            Standing standing = Standing.of(state, current);
            if (standing != Standing.SYNCED && seen.add(name)) {
                if (!room.takes(name)) {
                    return new Unsettled(found, true, since);
                }
                found.add(ResourceDescription.of(name, current, state));
            }
        }
        return found.isEmpty() ? Unsettled.NOTHING : new Unsettled(found, false, since);
    }

    /** What still fits into a list. Not thread-safe. */
    private static final class Room {
        private int names = MOST_NAMES;
        private int characters = MOST_CHARACTERS;

        boolean takes(String name) {
            names--;
            characters -= name.length();
            return names >= 0 && characters >= 0;
        }
    }
}
