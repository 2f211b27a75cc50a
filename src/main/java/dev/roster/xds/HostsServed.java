package dev.roster.xds;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which virtual host a client was served for each name that it asked for: one host may answer many names. A host that
 * answers none any more is abandoned, and the client is to be told. Not thread-safe: belongs to its stream.
 */
final class HostsServed {
    private final Map<String, String> hosts = new HashMap<>();
    private final Map<String, Set<String>> names = new HashMap<>();
    private final Set<String> abandoned = new LinkedHashSet<>();

    /** The name is answered by this host. */
    void serve(String name, String host) {
        if (!isServed(name, host)) {
            withdraw(name);
            hosts.put(name, host);
            names.computeIfAbsent(host, h -> new HashSet<>()).add(name);
        }
    }

    boolean isServed(String name, String host) {
        return host.equals(hosts.get(name));
    }

    /** The name is answered by no host any more. */
    void withdraw(String name) {
        String host = hosts.remove(name);
        if (host != null) {
            Set<String> others = names(host);
            others.remove(name);
            if (others.isEmpty()) {
                names.remove(host);
                abandoned.add(host);
            }
        }
    }

    /** The hosts that answer any name. */
    Set<String> hosts() {
        return names.keySet();
    }

    /** The names that this host answers. */
    Set<String> names(String host) {
        return names.getOrDefault(host, Set.of());
    }

    /** The host that answers this name; one that none answers stands for itself. */
    String host(String name) {
        return hosts.getOrDefault(name, name);
    }

    /** The names, this one among them, that are answered by the same host. */
    Stream<String> synonyms(String name) {
        String host = hosts.get(name);
        return host == null ? Stream.of(name) : List.copyOf(names(host)).stream();
    }

    /** The client has a host that answers none of its names. */
    void abandon(String host) {
        abandoned.add(host);
    }

    boolean hasAbandoned() {
        return !abandoned.isEmpty();
    }

    /** Goes through the abandoned hosts until one finds no room; one that answers a name again is abandoned no more. */
    void tellAbandoned(Predicate<String> tell) {
        for (Iterator<String> rest = abandoned.iterator(); rest.hasNext(); ) {
            String host = rest.next();
            if (!names.containsKey(host) && !tell.test(host)) {
                return;
            }
            rest.remove();
        }
    }
}
