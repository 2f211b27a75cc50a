package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.LISTENER;

import dev.roster.envoy.ResourceType;
import dev.roster.snapshot.World;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The wildcard on a delta stream, and the empty subscription that old clients mean it by. */
class DeltaWildcardTest {
    private final World world = new World().ready();
    private final Server server = new Server(world.snapshots());
    private final DeltaTranscript client = server.delta();

    @Test
    void P13_anEmptyFirstSubscribeIsTheWildcard() {
        world.put(CLUSTER, "a", "1");
        client.subscribes(CLUSTER).receives(CLUSTER).resources("a").acks();

        world.put(CLUSTER, "b", "1");
        client.receives(CLUSTER).resources("b").acks();
    }

    @ParameterizedTest
    @EnumSource(names = "VIRTUAL_HOST", mode = Mode.EXCLUDE)
    void P13_thatIsSoForEveryTypeThatIsNotOnDemand(ResourceType type) {
        world.put(type, "a", "1");
        client.subscribes(type).receives(type).resources("a").acks();
    }

    @Test
    void P13_anEmptySubscribeAfterANameIsNoWildcard() {
        world.put(CLUSTER, "a", "1").put(CLUSTER, "b", "1");
        client.subscribes(CLUSTER, "a").receives(CLUSTER).resources("a").acks();

        client.subscribes(CLUSTER).receivesNothing();
        world.put(CLUSTER, "b", "2");
        client.receivesNothing();
    }

    @Test
    void P13_anEmptyFirstSubscribeOfOneTypeIsTheWildcardAfterNamesOfAnother() {
        world.put(CLUSTER, "a", "1").put(LISTENER, "l", "1");
        client.subscribes(CLUSTER, "a").receives(CLUSTER).resources("a").acks();

        client.subscribes(LISTENER).receives(LISTENER).resources("l").acks();
    }

    @Test
    void P14_aNamedSubscribeDoesNotEndTheLegacyWildcard() {
        world.put(CLUSTER, "a", "1");
        client.subscribes(CLUSTER).receives(CLUSTER).resources("a").acks();
        client.subscribes(CLUSTER, "a").receives(CLUSTER).resources("a").acks();

        world.put(CLUSTER, "b", "1");
        client.receives(CLUSTER).resources("b").acks();
    }

    @Test
    void P14_unsubscribingTheWildcardEndsTheLegacyOne() {
        world.put(CLUSTER, "a", "1");
        client.subscribes(CLUSTER).receives(CLUSTER).resources("a").acks();
        client.unsubscribes(CLUSTER, "*").receivesNothing();

        world.put(CLUSTER, "a", "2").put(CLUSTER, "b", "1");
        client.receivesNothing();
    }

    @Test
    void P14_namesAndTheWildcardInOneSubscribeAreAnsweredTogether() {
        world.put(CLUSTER, "a", "1").put(CLUSTER, "b", "1");
        client.subscribes(CLUSTER, "b", "*", "ghost")
                .receives(CLUSTER)
                .resources("a", "b")
                .removed("ghost")
                .acks();
        client.receivesNothing();
    }

    @Test
    void P14_theWildcardAfterNamesBringsTheRest() {
        world.put(CLUSTER, "a", "1").put(CLUSTER, "b", "1");
        client.subscribes(CLUSTER, "a").receives(CLUSTER).resources("a").acks();

        client.subscribes(CLUSTER, "*").receives(CLUSTER).resources("b").acks();
    }

    @Test
    void P15_aNameUnsubscribedUnderTheWildcardIsAnsweredWithTheResource() {
        world.put(CLUSTER, "a", "1").put(CLUSTER, "b", "1");
        client.subscribes(CLUSTER, "*", "a")
                .receives(CLUSTER)
                .resources("a", "b")
                .acks();

        client.unsubscribes(CLUSTER, "a").receives(CLUSTER).resources("a").acks();
        world.put(CLUSTER, "a", "2");
        client.receives(CLUSTER).resources("a").acks();
    }

    @Test
    void P15_aNameUnsubscribedUnderTheWildcardThatDoesNotExistIsAnsweredAsRemoved() {
        client.subscribes(CLUSTER, "*", "ghost")
                .receives(CLUSTER)
                .removed("ghost")
                .acks();

        client.unsubscribes(CLUSTER, "ghost").receives(CLUSTER).removed("ghost").acks();
        client.receivesNothing();
    }

    @Test
    void P15_aNameUnsubscribedUnderTheLegacyWildcardIsAnswered() {
        world.put(CLUSTER, "a", "1");
        client.subscribes(CLUSTER).receives(CLUSTER).resources("a").acks();
        client.subscribes(CLUSTER, "a").receives(CLUSTER).resources("a").acks();

        client.unsubscribes(CLUSTER, "a").receives(CLUSTER).resources("a").acks();
    }

    @Test
    void P16_unsubscribingTheWildcardLeavesTheNames() {
        world.put(CLUSTER, "a", "1").put(CLUSTER, "b", "1");
        client.subscribes(CLUSTER, "*", "a")
                .receives(CLUSTER)
                .resources("a", "b")
                .acks();
        client.unsubscribes(CLUSTER, "*").receivesNothing();

        world.put(CLUSTER, "a", "2").put(CLUSTER, "b", "2");
        client.receives(CLUSTER).resources("a").acks();
        world.remove(CLUSTER, "a", "b");
        client.receives(CLUSTER).removed("a").acks();
    }

    @Test
    void P16_unsubscribingTheWildcardForgetsTheRest() {
        world.put(CLUSTER, "a", "1");
        client.subscribes(CLUSTER, "*").receives(CLUSTER).resources("a").acks();
        client.unsubscribes(CLUSTER, "*").receivesNothing();

        client.subscribes(CLUSTER, "*").receives(CLUSTER).resources("a").acks();
    }

    @Test
    void P16_unsubscribingTheWildcardAndANameAtOnceLeavesNothing() {
        world.put(CLUSTER, "a", "1");
        client.subscribes(CLUSTER, "*", "a").receives(CLUSTER).resources("a").acks();

        client.unsubscribes(CLUSTER, "a", "*").receivesNothing();
        world.put(CLUSTER, "a", "2");
        client.receivesNothing();
    }

    @Test
    void P16_whatTheClientHasNotAnsweredAndIsGoneIsRemovedFromANewWildcard() {
        world.put(CLUSTER, "a", "1");
        client.subscribes(CLUSTER, "*").receives(CLUSTER).resources("a").leavesUnanswered();
        client.unsubscribes(CLUSTER, "*").receivesNothing();
        world.remove(CLUSTER, "a");

        client.subscribes(CLUSTER, "*").receives(CLUSTER).removed("a").acks();
    }

    @Test
    void P19_theFirstWildcardIsAnsweredWhenThereIsNothing() {
        client.subscribes(CLUSTER, "*").receives(CLUSTER).acks();
        client.receivesNothing();
    }

    @Test
    void P19_theFirstLegacyWildcardIsAnsweredWhenThereIsNothing() {
        client.subscribes(LISTENER).receives(LISTENER).acks();
        client.receivesNothing();
    }

    @Test
    void P19_theFirstWildcardAfterANameIsAnsweredWhenThereIsNothingElse() {
        world.put(CLUSTER, "a", "1");
        client.subscribes(CLUSTER, "a").receives(CLUSTER).resources("a").acks();

        client.subscribes(CLUSTER, "*").receives(CLUSTER).acks();
    }

    @Test
    void P19_aWildcardThatHasAllAlreadyIsToldNothing() {
        world.put(CLUSTER, "a", "1");
        client.reconnects(CLUSTER, Map.of("a", world.version(CLUSTER, "a")), "*")
                .receivesNothing();
    }
}
