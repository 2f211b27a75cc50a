package dev.roster.snapshot;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The names of virtual hosts, {@code <route>/<domain>}: what is after the last slash is the domain (P50). */
final class HostNames {
    /** No host is longer; more than that is looked for as it is. */
    private static final int LONGEST_HOST = 255;

    private HostNames() {}

    /**
     * The aliases by which a host may be found, the most specific first, as Envoy matches domains: the domain itself, {@code
     * *.example}, {@code host.*} and {@code *}, where an asterisk stands for one character at least.
     */
    static Stream<String> aliases(String name) {
        String route = route(name);
        String host = name.substring(route.length());
        if (route.isEmpty() || host.length() > LONGEST_HOST) {
            return Stream.of(name);
        }
        Stream<String> suffixes = IntStream.range(1, host.length()).mapToObj(from -> "*" + host.substring(from));
        Stream<String> prefixes =
                IntStream.range(1, host.length()).mapToObj(cut -> host.substring(0, host.length() - cut) + "*");
        return Stream.of(Stream.of(host), suffixes, prefixes, Stream.of("*"))
                .flatMap(domains -> domains)
                .map(route::concat);
    }

    /** The name of the route configuration, with the slash. */
    private static String route(String name) {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }
}
