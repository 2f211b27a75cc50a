package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.ENDPOINT;
import static dev.roster.envoy.ResourceType.LISTENER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.envoy.ResourceType;
import dev.roster.snapshot.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What a client of a state-of-the-world stream asks for. */
class SotwSubscriptionTest {
    private final World world = new World()
            .ready()
            .put(CLUSTER, "a", "1")
            .put(CLUSTER, "b", "1")
            .put(ENDPOINT, "a", "1")
            .put(ENDPOINT, "b", "1");
    private final Server server = new Server(world.snapshots());
    private final SotwTranscript client = server.sotw();

    @Test
    void P31_aNameNewlyAskedForIsAnsweredAlthoughNothingChanged() {
        client.wants(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();

        client.wants(ENDPOINT, "a", "b").receives(ENDPOINT).resources("b").acks();
        client.receivesNothing();
    }

    @Test
    void P31_aNameNewlyAskedForBeforeTheFirstAnswerWasReadIsAnswered() {
        client.wants(ENDPOINT, "a").wants(ENDPOINT, "a", "b");

        client.receives(ENDPOINT).resources("a", "b").acks();
        client.receivesNothing();
    }

    @Test
    void P31_aNameNewlyAskedForWithANackIsAnswered() {
        client.wants(ENDPOINT, "a").receives(ENDPOINT).resources("a").leavesUnanswered();

        client.sends(
                client.about(ENDPOINT.typeUrl()).addResourceNames("b").setErrorDetail(DeltaReceived.rejection("no")));
        client.receives(ENDPOINT).resources("b").acks();
    }

    @Test
    void P32_nothingIsWithheldBecauseANameIsMissing() {
        client.wants(ENDPOINT, "ghost", "a").receives(ENDPOINT).resources("a").acks();
    }

    @Test
    void P32_aFirstRequestForMissingNamesOnlyIsAnswered() {
        client.wants(ENDPOINT, "ghost").receives(ENDPOINT).nothing().acks();

        world.put(ENDPOINT, "ghost", "1");
        client.receives(ENDPOINT).resources("ghost").acks();
    }

    @Test
    void P32_aMissingClusterAskedForLaterIsKnownByItsAbsence() {
        client.wants(CLUSTER, "a").receives(CLUSTER).resources("a").acks();

        client.wants(CLUSTER, "a", "ghost").receives(CLUSTER).resources("a").acks();
        client.receivesNothing();
    }

    @Test
    void P34_oneEmptyNameIsANameThatDoesNotExist() {
        client.wants(CLUSTER, "").receives(CLUSTER).nothing().acks();

        world.put(CLUSTER, "a", "2");
        client.receivesNothing();
    }

    @Test
    void P34_noNamesAfterNamesMeanNothing() {
        client.wants(CLUSTER, "a").receives(CLUSTER).resources("a").acks();

        client.wants(CLUSTER).receivesNothing();
        world.put(CLUSTER, "a", "2").put(CLUSTER, "b", "2");
        client.receivesNothing();
    }

    @Test
    void P34_noNamesInTheFirstRequestAreTheWildcard() {
        client.wants(CLUSTER).receives(CLUSTER).resources("a", "b").acks();

        world.put(CLUSTER, "c", "1");
        client.receives(CLUSTER).resources("a", "b", "c").acks();
    }

    @ParameterizedTest
    @EnumSource(names = "VIRTUAL_HOST", mode = Mode.EXCLUDE)
    void P34_thatIsSoForEveryTypeThatIsNotOnDemand(ResourceType type) {
        world.put(type, "x", "1");
        assertThat(client.wants(type).receives(type).contents()).containsKey("x");
    }

    @Test
    void P34_aNameEndsTheWildcardThatNoNamesMeant() {
        client.wants(CLUSTER).receives(CLUSTER).resources("a", "b").acks();

        client.wants(CLUSTER, "a").receives(CLUSTER).resources("a").acks();
        world.put(CLUSTER, "b", "2");
        client.receivesNothing();
        client.wants(CLUSTER).receivesNothing();
        world.put(CLUSTER, "a", "2");
        client.receivesNothing();
    }

    @Test
    void P34_theStarIsTheWildcard() {
        client.wants(ENDPOINT, "*").receives(ENDPOINT).resources("a", "b").acks();

        world.put(ENDPOINT, "c", "1");
        client.receives(ENDPOINT).resources("c").acks();
    }

    @Test
    void P34_theStarWithNamesIsTheWildcardAndTheNames() {
        client.wants(CLUSTER, "*", "a", "ghost")
                .receives(CLUSTER)
                .resources("a", "b")
                .acks();
        client.wants(CLUSTER, "a", "ghost").receivesNothing();

        world.put(CLUSTER, "b", "2");
        client.receivesNothing();
        world.put(CLUSTER, "ghost", "1");
        client.receives(CLUSTER).resources("a", "ghost").acks();
    }

    @Test
    void P34_theStarAfterNamesBringsEverything() {
        client.wants(LISTENER, "l").receives(LISTENER).nothing().acks();
        client.wants(CLUSTER, "a").receives(CLUSTER).resources("a").acks();

        client.wants(CLUSTER, "a", "*").receives(CLUSTER).resources("a", "b").acks();
    }

    @Test
    void P35_aDroppedNameAskedForAgainIsSentAgain() {
        client.wants(ENDPOINT, "a", "b").receives(ENDPOINT).resources("a", "b").acks();
        client.wants(ENDPOINT, "a").receivesNothing();

        client.wants(ENDPOINT, "a", "b").receives(ENDPOINT).resources("b").acks();
    }

    @Test
    void P35_aDroppedNameIsNotPushed() {
        client.wants(ENDPOINT, "a", "b").receives(ENDPOINT).resources("a", "b").acks();
        client.wants(ENDPOINT, "a").receivesNothing();

        world.put(ENDPOINT, "b", "2");
        client.receivesNothing();
    }

    @Test
    void P36_missingNamesMakeNoLoop() {
        client.wants(ENDPOINT, "ghost", "a").receives(ENDPOINT).resources("a").acks();
        client.receivesNothing();

        client.wants(ENDPOINT, "ghost", "a", "phantom").receivesNothing();
        server.loop().advance(Server.DEADLINE.multipliedBy(2));
        client.receivesNothing();
    }

    @Test
    void P36_missingNamesOfAFullSetMakeNoLoop() {
        client.wants(CLUSTER, "ghost", "a").receives(CLUSTER).resources("a").acks();
        client.receivesNothing();
    }
}
