package dev.roster.bootstrap;

import io.envoyproxy.envoy.config.listener.v3.Listener;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gives listeners without a name the one of their port: only static listeners may be without. */
final class ListenerNames {
    private ListenerNames() {}

    static List<Listener> complete(List<Listener> listeners) {
        Set<String> taken = new HashSet<>();
        listeners.forEach(listener -> taken.add(listener.getName()));
        List<Listener> named = new ArrayList<>();
        for (Listener listener : listeners) {
            named.add(
                    listener.getName().isEmpty()
                            ? listener.toBuilder()
                                    .setName(free(listener, taken))
                                    .build()
                            : listener);
        }
        return named;
    }

    private static String free(Listener listener, Set<String> taken) {
        int port = listener.getAddress().getSocketAddress().getPortValue();
        String first = port == 0 ? "listener" : "listener-" + port;
        String name = first;
        for (int number = 2; !taken.add(name); number++) {
            name = first + "-" + number;
        }
        return name;
    }
}
