package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.ENDPOINT;
import static dev.roster.envoy.ResourceType.LISTENER;
import static dev.roster.envoy.ResourceType.ROUTE;

import dev.roster.snapshot.Registered;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Many services and the clients that take them, with the work that a change makes counted. Not thread-safe. */
final class Counted {
    private final List<QuickClient> clients = new ArrayList<>();
    private final Registered registered;
    private final Server server;

    Counted(int services) {
        registered = new Registered(services);
        server = new Server(registered.snapshots());
    }

    /** Connects a delta client of the clusters and endpoints of these names. */
    Counted connect(Collection<String> names) {
        return add(server.quickDelta().subscribes(CLUSTER, names).subscribes(ENDPOINT, names));
    }

    /** Connects a state-of-the-world client of the endpoints of these names. */
    Counted connectSotw(Collection<String> names) {
        return add(server.quickSotw().subscribes(ENDPOINT, names));
    }

    /** Connects a client of all listeners and routes. */
    Counted connectToListeners() {
        List<String> all = List.of("*");
        return add(server.quickDelta().subscribes(LISTENER, all).subscribes(ROUTE, all));
    }

    private Counted add(QuickClient client) {
        clients.add(client);
        server.loop().advance(Server.DEADLINE);
        return this;
    }

    /** The work of this change, until all is answered and quiet. */
    Cost costOf(Consumer<Registered> change) {
        registered.forget();
        server.journal().forget();
        long before = bytes();
        change.accept(registered);
        server.loop().advance(Server.DEADLINE.multipliedBy(2));
        return new Cost(registered.work(), server.journal().work(), bytes() - before);
    }

    boolean isQuiet() {
        return server.loop().isQuiet();
    }

    private long bytes() {
        return clients.stream().mapToLong(QuickClient::bytes).sum();
    }

    /** What a change cost; the bytes are those received by all clients. Immutable. */
    record Cost(Registered.Work projection, Journal.Work sessions, long bytes) {}
}
