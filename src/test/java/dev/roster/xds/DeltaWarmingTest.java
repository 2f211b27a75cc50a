package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.ENDPOINT;
import static dev.roster.snapshot.World.refersTo;

import dev.roster.snapshot.World;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The endpoints that a changed cluster waits for on the aggregated delta stream (P40). */
class DeltaWarmingTest {
    private final World world = new World()
            .ready()
            .put(CLUSTER, "a", "1")
            .put(CLUSTER, "b", "1")
            .put(ENDPOINT, "a", "1")
            .put(ENDPOINT, "b", "1");
    private final Server server = new Server(world.snapshots());
    private final DeltaTranscript envoy = server.delta();

    @Test
    void P40_aChangedClusterHasItsEndpointsSentAgain() {
        connected();

        world.put(CLUSTER, "a", "2");
        envoy.receives(CLUSTER).resources("a").acks();
        envoy.receives(ENDPOINT).resources("a").acks();
        envoy.receivesNothing();
    }

    @Test
    void P40_endpointsThatChangeWithTheirClusterAreSentOnce() {
        connected();

        world.change(change -> change.put(CLUSTER, "a", "2").put(ENDPOINT, "a", "2"));
        envoy.receives(CLUSTER).resources("a").acks();
        envoy.receives(ENDPOINT).resources("a").acks();
        envoy.receivesNothing();
    }

    @Test
    void P40_aClusterThatKeepsItsVersionHasNothingSentAgain() {
        connected();

        world.put(CLUSTER, "a", "1");
        envoy.receivesNothing();
    }

    @Test
    void P40_twoClustersShareOneAssignmentThatIsSentAgainForEach() {
        world.change(change -> change.put(CLUSTER, "a", "1", refersTo(ENDPOINT, "shared"))
                .put(CLUSTER, "b", "1", refersTo(ENDPOINT, "shared"))
                .put(ENDPOINT, "shared", "1"));
        envoy.subscribes(CLUSTER, "*").receives(CLUSTER).resources("a", "b").acks();
        envoy.subscribes(ENDPOINT, "shared")
                .receives(ENDPOINT)
                .resources("shared")
                .acks();

        world.change(change -> change.put(CLUSTER, "a", "2", refersTo(ENDPOINT, "shared")));
        envoy.receives(CLUSTER).resources("a").acks();
        envoy.receives(ENDPOINT).resources("shared").acks();
        world.change(change -> change.put(CLUSTER, "b", "2", refersTo(ENDPOINT, "shared")));
        envoy.receives(CLUSTER).resources("b").acks();
        envoy.receives(ENDPOINT).resources("shared").acks();
    }

    @Test
    void P40_aSecondClusterOfAnAssignmentThatTheClientHoldsHasItSentAgain() {
        connected();

        world.change(change -> change.put(CLUSTER, "second", "1", refersTo(ENDPOINT, "a")));
        envoy.receives(CLUSTER).resources("second").acks();
        envoy.receives(ENDPOINT).resources("a").acks();
        envoy.receivesNothing();
    }

    @Test
    void P40_aClusterThatWasRemovedAndCameBackHasItsEndpointsSentAgain() {
        connected();
        world.remove(CLUSTER, "a");
        envoy.receives(CLUSTER).removed("a").acks();

        world.put(CLUSTER, "a", "1");
        envoy.receives(CLUSTER).resources("a").acks();
        envoy.receives(ENDPOINT).resources("a").acks();
        envoy.receivesNothing();
    }

    @Test
    void P40_aClusterThatCameBackToAClientThatUnsubscribedHasItsEndpointsSentOnce() {
        connected();
        world.remove(CLUSTER, "a");
        envoy.receives(CLUSTER).removed("a").acks();
        envoy.unsubscribes(ENDPOINT, "a").receivesNothing();

        world.put(CLUSTER, "a", "1");
        envoy.receives(CLUSTER).resources("a").acks();
        envoy.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
        envoy.receivesNothing();
    }

    @Test
    void P40_aClusterAnsweredToASubscribeHasItsEndpointsSentAgain() {
        connected();

        envoy.subscribes(CLUSTER, "a").receives(CLUSTER).resources("a").acks();
        envoy.receives(ENDPOINT).resources("a").acks();
        envoy.receivesNothing();
    }

    @Test
    void P40_aReconnectWithAnOlderClusterHasEqualEndpointsSentAgain() {
        envoy.reconnects(CLUSTER, Map.of("a", "older", "b", world.version(CLUSTER, "b")), "*")
                .receives(CLUSTER)
                .resources("a")
                .acks();

        Map<String, String> shown = Map.of("a", world.version(ENDPOINT, "a"), "b", world.version(ENDPOINT, "b"));
        envoy.reconnects(ENDPOINT, shown, "a", "b")
                .receives(ENDPOINT)
                .resources("a")
                .acks();
        envoy.receivesNothing();
    }

    @Test
    void P40_theFirstConnectionSendsEachAssignmentOnce() {
        connected();
        server.loop().advance(Server.DEADLINE.multipliedBy(2));
        envoy.receivesNothing();
    }

    @Test
    void P40_theFirstConnectionWithAWildcardOfEndpointsSendsEachAssignmentOnce() {
        envoy.subscribes(CLUSTER, "*").receives(CLUSTER).resources("a", "b").acks();

        envoy.subscribes(ENDPOINT, "*").receives(ENDPOINT).resources("a", "b").acks();
        envoy.receivesNothing();
    }

    @Test
    void P40_endpointsThatTheClientDidNotAskForAreNotSent() {
        envoy.subscribes(CLUSTER, "*").receives(CLUSTER).resources("a", "b").acks();
        envoy.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();

        world.put(CLUSTER, "b", "2");
        envoy.receives(CLUSTER).resources("b").acks();
        envoy.receivesNothing();
    }

    @Test
    void P40_aRejectedAssignmentIsNotSentAgainForItsCluster() {
        connected();
        world.put(ENDPOINT, "a", "bad");
        envoy.receives(ENDPOINT).resources("a").nacks("no");

        world.put(CLUSTER, "a", "2");
        envoy.receives(CLUSTER).resources("a").acks();
        envoy.receivesNothing();
    }

    private void connected() {
        envoy.subscribes(CLUSTER, "*").receives(CLUSTER).resources("a", "b").acks();
        envoy.subscribes(ENDPOINT, "a", "b")
                .receives(ENDPOINT)
                .resources("a", "b")
                .acks();
    }
}
