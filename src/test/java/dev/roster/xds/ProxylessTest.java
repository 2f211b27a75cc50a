package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.LISTENER;
import static dev.roster.envoy.ResourceType.ROUTE;

import dev.roster.snapshot.World;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The listener and the route of a service, which are there for those who ask for them by name. */
class ProxylessTest {
    private final World world = new World().ready().putService("s").put(LISTENER, "written", "1");
    private final Server server = new Server(world.snapshots());
    private final DeltaTranscript delta = server.delta();
    private final SotwTranscript sotw = server.sotw();

    @Test
    void P81_whoAsksByNameGetsListenerAndRoute() {
        delta.subscribes(LISTENER, "s").receives(LISTENER).resources("s").acks();
        delta.subscribes(ROUTE, "s").receives(ROUTE).resources("s").acks();

        sotw.wants(LISTENER, "s").receives(LISTENER).resources("s").acks();
        sotw.wants(ROUTE, "s").receives(ROUTE).resources("s").acks();
    }

    @Test
    void P81_theWildcardDoesNotListThem() {
        delta.subscribes(LISTENER).receives(LISTENER).resources("written").acks();
        sotw.wants(LISTENER).receives(LISTENER).resources("written").acks();

        world.putService("t");
        delta.receivesNothing();
        sotw.receivesNothing();
    }

    @Test
    void P81_theyComeAndGoWithTheirService() {
        delta.subscribes(LISTENER, "t").receives(LISTENER).removed("t").acks();
        world.putService("t");
        delta.receives(LISTENER).resources("t").acks();

        world.remove(CLUSTER, "t");
        delta.receives(LISTENER).removed("t").acks();
    }

    @Test
    void P81_theyComeAndGoWithTheirServiceInTheFullSet() {
        sotw.wants(LISTENER, "s", "t").receives(LISTENER).resources("s").acks();
        world.putService("t");
        sotw.receives(LISTENER).resources("s", "t").acks();

        world.remove(CLUSTER, "t");
        sotw.receives(LISTENER).resources("s").acks();
    }

    @Test
    void P81_namesBesideTheWildcardAreServedWithIt() {
        delta.subscribes(LISTENER, "*", "s")
                .receives(LISTENER)
                .resources("written", "s")
                .acks();
        sotw.wants(LISTENER, "*", "s")
                .receives(LISTENER)
                .resources("written", "s")
                .acks();

        world.put(LISTENER, "written", "2");
        delta.receives(LISTENER).resources("written").acks();
        sotw.receives(LISTENER).resources("written", "s").acks();
    }

    @Test
    void P81_aNameNewlyAskedForBesideTheWildcardIsServed() {
        delta.subscribes(LISTENER).receives(LISTENER).resources("written").acks();
        sotw.wants(LISTENER, "*").receives(LISTENER).resources("written").acks();

        delta.subscribes(LISTENER, "s").receives(LISTENER).resources("s").acks();
        sotw.wants(LISTENER, "*", "s")
                .receives(LISTENER)
                .resources("written", "s")
                .acks();
    }

    @Test
    void P15_unsubscribedUnderTheWildcardTheyAreGone() {
        delta.subscribes(LISTENER, "*", "s")
                .receives(LISTENER)
                .resources("written", "s")
                .acks();

        delta.unsubscribes(LISTENER, "s").receives(LISTENER).removed("s").acks();
    }

    @Test
    void P04_aReconnectingClientWithTheirVersionsIsSentNothing() {
        delta.reconnects(LISTENER, Map.of("s", world.version(LISTENER, "s")), "s")
                .receivesNothing();
    }

    @Test
    void P81_aWrittenOneStandsBeforeThem() {
        delta.subscribes(LISTENER, "s").receives(LISTENER).resources("s").acks();
        sotw.wants(LISTENER, "s").receives(LISTENER).resources("s").acks();
        DeltaTranscript all = server.delta();
        all.subscribes(LISTENER).receives(LISTENER).resources("written").acks();

        world.put(LISTENER, "s", "1");
        delta.receives(LISTENER).resources("s").acks();
        sotw.receives(LISTENER).resources("s").acks();
        all.receives(LISTENER).resources("s").acks();

        world.remove(LISTENER, "s");
        delta.receives(LISTENER).resources("s").acks();
        sotw.receives(LISTENER).resources("s").acks();
        all.receives(LISTENER).removed("s").acks();
    }
}
