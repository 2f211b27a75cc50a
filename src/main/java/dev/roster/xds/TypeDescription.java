package dev.roster.xds;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What one client has of one type: what it asked for, and of that only the resources with which it is not in sync. The
 * rest it has accepted as they are. Immutable.
 *
 * @param hosts the virtual hosts that it was sent, by their own names, for it asks by those of their domains; as far as
 *     they are listed
 */
public record TypeDescription(String typeUrl, Interest interest, Set<String> hosts, Unsettled unsettled) {
    public TypeDescription {
        hosts = Set.copyOf(hosts);
    }

    /** Whether the client has accepted everything as it is. */
    public boolean inSync() {
        return unsettled.resources().isEmpty();
    }

    /**
     * What a client asks for. Immutable.
     *
     * @param names those asked for by name, as far as they are listed
     * @param more how many names are not listed
     */
    public record Interest(boolean wildcard, Set<String> names, int more) {
        public Interest {
            names = Set.copyOf(names);
        }
    }

    /**
     * The resources with which a client is not in sync. Immutable.
     *
     * @param cut whether there are more than are listed
     * @param since nanoseconds of the sessions' clock since when the client owes an answer or is owed news; zero when it
     *     does and is not
     */
    public record Unsettled(List<ResourceDescription> resources, boolean cut, long since) {
        public static final Unsettled NOTHING = new Unsettled(List.of(), false, 0);

        public Unsettled {
            resources = List.copyOf(resources);
        }

        /** How many resources of this kind there are, as far as they are listed: one that has several names once. */
        public int count(Predicate<ResourceDescription> kind) {
            return (int) resources.stream()
                    .filter(kind)
                    .map(ResourceDescription::ownName)
                    .distinct()
                    .count();
        }
    }
}
