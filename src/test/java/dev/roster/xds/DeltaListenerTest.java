package dev.roster.xds;

import static dev.roster.envoy.ResourceType.LISTENER;
import static dev.roster.envoy.ResourceType.ROUTE;
import static dev.roster.snapshot.World.refersTo;

import dev.roster.snapshot.World;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The routes that a changed listener waits for on the aggregated stream (P43). */
class DeltaListenerTest {
    private final World world = new World()
            .ready()
            .put(LISTENER, "l", "1", refersTo(ROUTE, "r"))
            .put(ROUTE, "r", "1")
            .put(ROUTE, "other", "1");
    private final Server server = new Server(world.snapshots());
    private final DeltaTranscript envoy = server.delta();

    @Test
    void P43_aChangedListenerHasItsRouteSentAgain() {
        connected();

        world.put(LISTENER, "l", "2", refersTo(ROUTE, "r"));
        envoy.receives(LISTENER).resources("l").acks();
        envoy.receives(ROUTE).resources("r").acks();
        envoy.receivesNothing();
    }

    @Test
    void P43_aStateOfTheWorldClientHasItsRouteSentAgainAndNoOther() {
        SotwTranscript client = server.sotw();
        client.wants(LISTENER).receives(LISTENER).resources("l").acks();
        client.wants(ROUTE, "r", "other")
                .receives(ROUTE)
                .resources("r", "other")
                .acks();

        world.put(LISTENER, "l", "2", refersTo(ROUTE, "r"));
        client.receives(LISTENER).resources("l").acks();
        client.receives(ROUTE).resources("r").acks();
        client.receivesNothing();
    }

    @Test
    void P43_aListenerThatMovesToAnotherRouteHasThatOneSent() {
        connected();
        envoy.subscribes(ROUTE, "other").receives(ROUTE).resources("other").acks();

        world.put(LISTENER, "l", "2", refersTo(ROUTE, "other"));
        envoy.receives(LISTENER).resources("l").acks();
        envoy.receives(ROUTE).resources("other").acks();
        envoy.receivesNothing();
    }

    @Test
    void P43_aRouteThatTheClientDidNotAskForIsNotSent() {
        connected();

        world.put(LISTENER, "l", "2", refersTo(ROUTE, "other"));
        envoy.receives(LISTENER).resources("l").acks();
        envoy.receivesNothing();
    }

    @Test
    void P43_theFirstConnectionSendsEachRouteOnce() {
        connected();
        server.loop().advance(Server.DEADLINE.multipliedBy(2));
        envoy.receivesNothing();
    }

    @Test
    void P43_aReconnectWithAnOlderListenerHasAnEqualRouteSentAgain() {
        envoy.reconnects(LISTENER, Map.of("l", "older"), "*")
                .receives(LISTENER)
                .resources("l")
                .acks();

        Map<String, String> shown = Map.of("r", world.version(ROUTE, "r"), "other", world.version(ROUTE, "other"));
        envoy.reconnects(ROUTE, shown, "r", "other")
                .receives(ROUTE)
                .resources("r")
                .acks();
        envoy.receivesNothing();
    }

    private void connected() {
        envoy.subscribes(LISTENER, "*").receives(LISTENER).resources("l").acks();
        envoy.subscribes(ROUTE, "r").receives(ROUTE).resources("r").acks();
    }
}
