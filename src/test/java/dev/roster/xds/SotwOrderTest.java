package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.ENDPOINT;
import static dev.roster.envoy.ResourceType.ROUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.snapshot.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Make before break on the aggregated state-of-the-world stream (P41), and the endpoints of changed clusters (P40). */
class SotwOrderTest {
    private final World world = new World()
            .ready()
            .put(CLUSTER, "kept", "1")
            .put(CLUSTER, "old", "1")
            .put(ENDPOINT, "kept", "1")
            .put(ENDPOINT, "old", "1")
            .put(ROUTE, "r", "to old");
    private final Server server = new Server(world.snapshots());
    private final SotwTranscript envoy = server.sotw();

    @Test
    void P41_aRetiringClusterStaysInTheFullSetUntilTheRouteHasMoved() {
        connected();
        world.change(change -> change.put(CLUSTER, "new", "1")
                .put(ENDPOINT, "new", "1")
                .put(ROUTE, "r", "to new")
                .remove(CLUSTER, "old")
                .remove(ENDPOINT, "old"));

        envoy.receives(CLUSTER).resources("kept", "new", "old").acks().receivesNothing();
        envoy.wants(ENDPOINT, "kept", "old", "new")
                .receives(ENDPOINT)
                .resources("new")
                .acks();
        SotwReceived route = envoy.receives(ROUTE).resources("r");
        envoy.receivesNothing();
        route.acks();
        envoy.receives(CLUSTER).resources("kept", "new").acks();
        envoy.receivesNothing();
    }

    @Test
    void P41_aFullSetWithARetiringClusterHasAVersionOfItsOwn() {
        connected();
        world.change(
                change -> change.put(CLUSTER, "kept", "2").put(ROUTE, "r", "2").remove(CLUSTER, "old"));

        SotwReceived withOld = envoy.receives(CLUSTER).resources("kept", "old");
        withOld.acks();
        envoy.receives(ENDPOINT).resources("kept").acks();
        envoy.receives(ROUTE).resources("r").acks();
        SotwReceived without = envoy.receives(CLUSTER).resources("kept");
        assertThat(without.version()).isNotEqualTo(withOld.version()).isEqualTo(world.version(CLUSTER));
    }

    @Test
    void P41_aRetiringClusterStaysInTheAnswerToARequest() {
        connected();
        world.change(change -> change.put(ROUTE, "r", "2").remove(CLUSTER, "old"));
        SotwReceived route = envoy.receives(ROUTE).resources("r");

        envoy.wants(CLUSTER, "*", "ghost")
                .receives(CLUSTER)
                .resources("kept", "old")
                .acks();
        route.acks();
        envoy.receives(CLUSTER).resources("kept").acks();
    }

    @Test
    void P41_aRequestThatComesBeforeItsStreamHeardOfARemovalIsAnsweredWithoutIt() {
        connected();
        envoy.wants(CLUSTER, "*", "ghost");
        world.change(change -> change.put(ROUTE, "r", "2").remove(CLUSTER, "old"));

        envoy.receives(CLUSTER).resources("kept", "old").acks();
        envoy.receives(ROUTE).resources("r").acks();
        envoy.receives(CLUSTER).resources("kept").acks();
    }

    @Test
    void P41_aClusterIsRemovedAtOnceWhenNothingElseChanges() {
        connected();

        world.remove(CLUSTER, "old");
        envoy.receives(CLUSTER).resources("kept").acks();
        envoy.receivesNothing();
    }

    @Test
    void P41_theDeadlineLiftsTheHoldOnARemoval() {
        connected();
        world.change(change -> change.put(ROUTE, "r", "2").remove(CLUSTER, "old"));
        envoy.receives(ROUTE).resources("r").leavesUnanswered();
        server.loop().advance(Server.DEADLINE.minus(Duration.ofMillis(1)));
        envoy.receivesNothing();

        server.loop().advance(Duration.ofMillis(1));
        envoy.receives(CLUSTER).resources("kept").acks();
    }

    @Test
    void P41_whatARejectedRouteMayStillLeadToStaysUntilItIsRepaired() {
        connected();
        rejectsItsRoute();
        server.loop().advance(Server.DEADLINE.multipliedBy(2));
        envoy.receivesNothing();
        assertThat(server.loop().isQuiet()).isTrue();
        world.put(CLUSTER, "kept", "2");
        envoy.receives(CLUSTER).resources("kept", "old").acks();
        envoy.receives(ENDPOINT).resources("kept").acks().receivesNothing();

        world.put(ROUTE, "r", "repaired");
        SotwReceived repaired = envoy.receives(ROUTE).resources("r");
        envoy.receivesNothing();
        repaired.acks().receives(CLUSTER).resources("kept").acks().receivesNothing();
    }

    @Test
    void P41_whatARejectedRouteMayStillLeadToGoesWithTheRoute() {
        connected();
        rejectsItsRoute();

        world.remove(ROUTE, "r");
        envoy.receives(CLUSTER).resources("kept").acks().receivesNothing();
    }

    private void rejectsItsRoute() {
        world.change(change -> change.put(ROUTE, "r", "invalid").remove(CLUSTER, "old"));
        envoy.receives(ROUTE).resources("r").nacks("no").receivesNothing();
    }

    @Test
    void P41_aClusterThatComesBackWhileItRetiresStays() {
        connected();
        world.change(change -> change.put(ROUTE, "r", "2").remove(CLUSTER, "old"));
        SotwReceived route = envoy.receives(ROUTE).resources("r");
        world.put(CLUSTER, "old", "1");

        route.acks().receivesNothing();
    }

    @Test
    void P41_aClusterThatComesBackAndGoesAgainWhileItRetiresIsGoneInTheEnd() {
        connected();
        world.change(change -> change.put(ROUTE, "r", "2").remove(CLUSTER, "old"));
        SotwReceived route = envoy.receives(ROUTE).resources("r");
        world.put(CLUSTER, "old", "2").remove(CLUSTER, "old");

        route.acks().receives(CLUSTER).resources("kept").acks();
        envoy.receivesNothing();
    }

    @Test
    void P35_aDroppedClusterThatRetiresIsNoLongerSent() {
        envoy.wants(CLUSTER, "kept", "old")
                .receives(CLUSTER)
                .resources("kept", "old")
                .acks();
        envoy.wants(ENDPOINT, "kept", "old")
                .receives(ENDPOINT)
                .resources("kept", "old")
                .acks();
        envoy.wants(ROUTE, "r").receives(ROUTE).resources("r").acks();
        world.change(change -> change.put(ROUTE, "r", "2").remove(CLUSTER, "old"));
        SotwReceived route = envoy.receives(ROUTE).resources("r");
        envoy.wants(CLUSTER, "kept").receivesNothing();

        route.acks().receivesNothing();
    }

    @Test
    void P40_aChangedClusterHasItsEndpointsSentAgainAndNoOthers() {
        connected();

        world.put(CLUSTER, "kept", "2");
        envoy.receives(CLUSTER).resources("kept", "old").acks();
        envoy.receives(ENDPOINT).resources("kept").acks();
        envoy.receivesNothing();
    }

    @Test
    void P40_aRemovedClusterHasNoEndpointsSentAgain() {
        connected();

        world.remove(CLUSTER, "old");
        envoy.receives(CLUSTER).resources("kept").acks();
        envoy.receivesNothing();
    }

    @Test
    void P40_aClusterThatWasRemovedAndCameBackHasItsEndpointsSentAgain() {
        connected();
        world.remove(CLUSTER, "old");
        envoy.receives(CLUSTER).resources("kept").acks();

        world.put(CLUSTER, "old", "1");
        envoy.receives(CLUSTER).resources("kept", "old").acks();
        envoy.receives(ENDPOINT).resources("old").acks();
        envoy.receivesNothing();
    }

    @Test
    void P40_theFirstConnectionSendsEachAssignmentOnce() {
        connected();
        server.loop().advance(Server.DEADLINE.multipliedBy(2));
        envoy.receivesNothing();
    }

    @Test
    void P40_anAssignmentNewlyAskedForIsSentOnce() {
        connected();
        world.change(change -> change.put(CLUSTER, "new", "1").put(ENDPOINT, "new", "1"));
        envoy.receives(CLUSTER).resources("kept", "new", "old").acks();

        envoy.wants(ENDPOINT, "kept", "old", "new")
                .receives(ENDPOINT)
                .resources("new")
                .acks();
        envoy.receivesNothing();
    }

    private void connected() {
        envoy.wants(CLUSTER).receives(CLUSTER).resources("kept", "old").acks();
        envoy.wants(ENDPOINT, "kept", "old")
                .receives(ENDPOINT)
                .resources("kept", "old")
                .acks();
        envoy.wants(ROUTE, "r").receives(ROUTE).resources("r").acks();
    }
}
