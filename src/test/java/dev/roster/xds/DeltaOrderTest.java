package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.ENDPOINT;
import static dev.roster.envoy.ResourceType.LISTENER;
import static dev.roster.envoy.ResourceType.ROUTE;
import static dev.roster.envoy.ResourceType.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.snapshot.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Make before break on the aggregated delta stream (P41). */
class DeltaOrderTest {
    private final World world = new World()
            .ready()
            .put(CLUSTER, "old", "1")
            .put(ENDPOINT, "old", "1")
            .put(LISTENER, "l", "1")
            .put(ROUTE, "r", "to old");
    private final Server server = new Server(world.snapshots());
    private final DeltaTranscript envoy = server.delta();

    @Test
    void P41_aRouteMovesToANewClusterBeforeTheOldOneGoes() {
        connected();
        world.change(change -> change.put(CLUSTER, "new", "1")
                .put(ENDPOINT, "new", "1")
                .put(ROUTE, "r", "to new")
                .remove(CLUSTER, "old")
                .remove(ENDPOINT, "old"));

        envoy.receives(CLUSTER).resources("new").acks().receivesNothing();
        envoy.subscribes(ENDPOINT, "new").receives(ENDPOINT).resources("new").acks();
        DeltaReceived route = envoy.receives(ROUTE).resources("r");
        envoy.receivesNothing();
        route.acks();
        envoy.receives(CLUSTER).removed("old").acks();
        envoy.receives(ENDPOINT).removed("old").acks();
        envoy.receivesNothing();
    }

    @Test
    void P41_aRouteWaitsForTheEndpointsOfANewCluster() {
        connected();
        world.change(change ->
                change.put(CLUSTER, "new", "1").put(ENDPOINT, "new", "1").put(ROUTE, "r", "to new"));
        envoy.receives(CLUSTER).resources("new").acks();

        DeltaReceived endpoints =
                envoy.subscribes(ENDPOINT, "new").receives(ENDPOINT).resources("new");
        envoy.receivesNothing();
        endpoints.acks().receives(ROUTE).resources("r").acks();
    }

    @Test
    void P41_aRouteWaitsForNoEndpointsThatDoNotExist() {
        connected();
        world.change(change -> change.put(CLUSTER, "new", "1").put(ROUTE, "r", "to new"));
        envoy.receives(CLUSTER).resources("new").acks();

        envoy.subscribes(ENDPOINT, "new").receives(ENDPOINT).removed("new").acks();
        envoy.receives(ROUTE).resources("r").acks();
    }

    @Test
    void P41_aRouteWaitsForNoMissingEndpointsThatWereAskedForBefore() {
        connected();
        envoy.subscribes(ENDPOINT, "new").receives(ENDPOINT).removed("new").acks();
        world.change(change -> change.put(CLUSTER, "new", "1").put(ROUTE, "r", "to new"));

        envoy.receives(CLUSTER).resources("new").acks();
        envoy.receives(ROUTE).resources("r").acks();
    }

    @Test
    void P41_typesArePushedInOrder() {
        connected();
        world.change(change -> change.put(ROUTE, "r", "2")
                .put(LISTENER, "l", "2")
                .put(ENDPOINT, "old", "2")
                .put(CLUSTER, "old", "2"));

        envoy.receives(CLUSTER).resources("old").acks();
        envoy.receives(ENDPOINT).resources("old").acks();
        envoy.receives(LISTENER).resources("l").acks();
        envoy.receives(ROUTE).resources("r").acks();
        envoy.receivesNothing();
    }

    @Test
    void P41_aClusterIsRemovedAtOnceWhenNothingElseChanges() {
        connected();
        world.remove(CLUSTER, "old").remove(ENDPOINT, "old");

        envoy.receives(CLUSTER).removed("old").leavesUnanswered();
        envoy.receives(ENDPOINT).removed("old").leavesUnanswered();
    }

    @Test
    void P41_theDeadlineLiftsTheHoldOnARoute() {
        connected();
        world.change(change -> change.put(CLUSTER, "new", "1").put(ROUTE, "r", "to new"));
        envoy.receives(CLUSTER).resources("new").acks();
        server.loop().advance(Server.DEADLINE.minus(Duration.ofMillis(1)));
        envoy.receivesNothing();

        server.loop().advance(Duration.ofMillis(1));
        envoy.receives(ROUTE).resources("r").acks();
    }

    @Test
    void P41_theDeadlineLiftsTheHoldOnARemoval() {
        connected();
        world.change(change -> change.put(ROUTE, "r", "2").remove(CLUSTER, "old"));
        envoy.receives(ROUTE).resources("r").leavesUnanswered();
        server.loop().advance(Server.DEADLINE.minus(Duration.ofMillis(1)));
        envoy.receivesNothing();

        server.loop().advance(Duration.ofMillis(1));
        envoy.receives(CLUSTER).removed("old").acks();
    }

    @Test
    void P38_clustersThatKeepChangingDoNotHoldUpARouteForEver() {
        connected();
        world.change(change -> change.put(CLUSTER, "unused", "0").put(ROUTE, "r", "2"));
        envoy.receives(CLUSTER).resources("unused").acks();

        for (int i = 1; i <= 2; i++) {
            server.loop().advance(Server.DEADLINE.dividedBy(2).minus(Duration.ofMillis(1)));
            envoy.receivesNothing();
            world.put(CLUSTER, "unused", "changed " + i);
            envoy.receives(CLUSTER).resources("unused").acks();
        }
        server.loop().advance(Duration.ofMillis(2));
        envoy.receives(ROUTE).resources("r").acks();
    }

    /** Each change is answered in time, and each answer finds another one. */
    @Test
    void P38_endpointsThatKeepChangingDoNotHoldUpARouteForEver() {
        connected();
        world.put(ENDPOINT, "old", "0");
        DeltaReceived endpoints = envoy.receives(ENDPOINT).resources("old");
        world.put(ROUTE, "r", "2");
        Duration step = Server.DEADLINE.dividedBy(10);
        for (int i = 1; i < 10; i++) {
            world.put(ENDPOINT, "old", "changed " + i);
            server.loop().advance(step);
            endpoints = endpoints.acks().receives(ENDPOINT).resources("old");
            envoy.receivesNothing();
        }

        server.loop().advance(step);
        envoy.receives(ROUTE).resources("r").acks();
    }

    @Test
    void P41_theRemovalOfAClusterWaitsForNoEndpoints() {
        connected();
        world.put(ENDPOINT, "old", "changed");
        envoy.receives(ENDPOINT).resources("old").leavesUnanswered();
        world.remove(CLUSTER, "old");

        envoy.receives(CLUSTER).removed("old").acks().receivesNothing();
    }

    @Test
    void P38_thePushAfterAnAnswerThatCameInTimeWaitsNoLongerThanTheDeadline() {
        connected();
        world.put(ROUTE, "r", "2");
        DeltaReceived second = envoy.receives(ROUTE).resources("r");
        world.put(ROUTE, "r", "3");
        envoy.receivesNothing();
        server.loop().advance(Duration.ofMillis(1));
        second.acks().receives(ROUTE).resources("r").leavesUnanswered();
        world.put(ROUTE, "r", "4");

        server.loop().advance(Server.DEADLINE.minus(Duration.ofMillis(1)));
        envoy.receivesNothing();
        server.loop().advance(Duration.ofMillis(1));
        envoy.receives(ROUTE).resources("r").acks();
    }

    @Test
    void P41_aClusterThatComesBackWhileItsRemovalIsHeldIsNotRemoved() {
        connected();
        world.change(change -> change.put(ROUTE, "r", "2").remove(CLUSTER, "old"));
        DeltaReceived route = envoy.receives(ROUTE).resources("r");
        world.put(CLUSTER, "old", "1");

        route.acks().receivesNothing();
    }

    @Test
    void P41_whatARejectedRouteMayStillLeadToStaysUntilItIsRepaired() {
        connected();
        rejectsItsRoute();
        server.loop().advance(Server.DEADLINE.multipliedBy(2));
        envoy.receivesNothing();
        assertThat(server.loop().isQuiet()).isTrue();
        world.put(ENDPOINT, "old", "2");
        envoy.receives(ENDPOINT).resources("old").acks().receivesNothing();

        world.put(ROUTE, "r", "repaired");
        DeltaReceived repaired = envoy.receives(ROUTE).resources("r");
        envoy.receivesNothing();
        repaired.acks();
        envoy.receives(CLUSTER).removed("old").acks().receivesNothing();
    }

    @Test
    void P41_whatARejectedRouteMayStillLeadToGoesAfterTheRoute() {
        connected();
        rejectsItsRoute();

        world.remove(ROUTE, "r");
        envoy.receives(ROUTE).removed("r").acks();
        envoy.receives(CLUSTER).removed("old").acks().receivesNothing();
    }

    @Test
    void P41_whatARejectedRouteMayStillLeadToGoesWhenTheClientAsksForTheRouteNoMore() {
        connected();
        rejectsItsRoute();

        envoy.unsubscribes(ROUTE, "r").receives(CLUSTER).removed("old").acks().receivesNothing();
    }

    @Test
    void P41_aRejectedRouteThatComesBackKeepsWhatItMayLeadTo() {
        connected();
        world.put(ROUTE, "r", "invalid");
        envoy.receives(ROUTE).resources("r").nacks("no");
        world.put(ROUTE, "r", "to old");
        envoy.receives(ROUTE).resources("r").acks();

        world.change(change -> change.put(ROUTE, "r", "invalid").remove(CLUSTER, "old"));
        envoy.receivesNothing();
    }

    @Test
    void P44_soDoesASecretThatARejectedClusterMayStillUse() {
        world.put(SECRET, "s", "1");
        connected();
        envoy.subscribes(SECRET, "s").receives(SECRET).resources("s").acks();
        world.change(change -> change.put(CLUSTER, "old", "invalid").remove(SECRET, "s"));
        envoy.receives(CLUSTER).resources("old").nacks("no");
        envoy.receives(ENDPOINT).resources("old").acks().receivesNothing();

        world.put(CLUSTER, "old", "repaired");
        envoy.receives(CLUSTER).resources("old").acks();
        envoy.receives(ENDPOINT).resources("old").acks();
        envoy.receives(SECRET).removed("s").acks();
    }

    private void rejectsItsRoute() {
        world.change(change -> change.put(ROUTE, "r", "invalid").remove(CLUSTER, "old"));
        envoy.receives(ROUTE).resources("r").nacks("no").receivesNothing();
    }

    @Test
    void P41_aStreamOfOneTypeWaitsForNoOther() {
        DeltaTranscript clusters = server.delta(CLUSTER).subscribes(CLUSTER, "*");
        clusters.receives(CLUSTER).resources("old").acks();

        world.change(
                change -> change.put(CLUSTER, "new", "1").put(ROUTE, "r", "2").remove(CLUSTER, "old"));
        clusters.receives(CLUSTER).resources("new").acks();
        server.loop().advance(Server.RETIREMENT);
        clusters.receives(CLUSTER).removed("old").acks();
    }

    private void connected() {
        envoy.subscribes(CLUSTER, "*").receives(CLUSTER).resources("old").acks();
        envoy.subscribes(ENDPOINT, "old").receives(ENDPOINT).resources("old").acks();
        envoy.subscribes(LISTENER, "*").receives(LISTENER).resources("l").acks();
        envoy.subscribes(ROUTE, "r").receives(ROUTE).resources("r").acks();
    }
}
