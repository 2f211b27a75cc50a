package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.ENDPOINT;
import static dev.roster.envoy.ResourceType.LISTENER;
import static dev.roster.envoy.ResourceType.ROUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.snapshot.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What changes is pushed on a state-of-the-world stream. */
class SotwPushTest {
    private final World world = new World()
            .ready()
            .put(LISTENER, "a", "1")
            .put(LISTENER, "b", "1")
            .put(ROUTE, "a", "1")
            .put(ROUTE, "b", "1");
    private final Server server = new Server(world.snapshots());
    private final SotwTranscript client = server.sotw();

    @Test
    void P30_aFullSetIsCompleteWhateverChanged() {
        client.wants(LISTENER, "*").receives(LISTENER).resources("a", "b").acks();

        world.put(LISTENER, "b", "2");
        client.receives(LISTENER).resources("a", "b").acks();
    }

    @Test
    void P30_aFullSetIsWhatTheClientNamed() {
        client.wants(LISTENER, "a").receives(LISTENER).resources("a").acks();

        world.put(LISTENER, "b", "2");
        client.receivesNothing();
        world.put(LISTENER, "a", "2");
        client.receives(LISTENER).resources("a").acks();
    }

    @Test
    void P30_whatIsGoneIsMissingFromTheFullSet() {
        client.wants(LISTENER, "*").receives(LISTENER).resources("a", "b").acks();

        world.remove(LISTENER, "a");
        client.receives(LISTENER).resources("b").acks();
    }

    @Test
    void P30_anEmptySetIsSentWhenItIsTheTruth() {
        client.wants(LISTENER, "*").receives(LISTENER).resources("a", "b").acks();

        world.remove(LISTENER, "a", "b");
        client.receives(LISTENER).nothing().acks();
    }

    @Test
    void P30_whatIsGoneForANamedClientIsMissingFromTheFullSet() {
        client.wants(LISTENER, "a", "b").receives(LISTENER).resources("a", "b").acks();

        world.remove(LISTENER, "a");
        client.receives(LISTENER).resources("b").acks();
        world.put(LISTENER, "a", "1");
        client.receives(LISTENER).resources("a", "b").acks();
    }

    @Test
    void P31_otherTypesCarryOnlyWhatChanged() {
        client.wants(ROUTE, "a", "b").receives(ROUTE).resources("a", "b").acks();

        world.put(ROUTE, "b", "2");
        client.receives(ROUTE).resources("b").acks();
    }

    @Test
    void P21_theSameContentWrittenAgainIsNoPush() {
        client.wants(LISTENER, "*").receives(LISTENER).anything().acks();
        client.wants(ROUTE, "a").receives(ROUTE).resources("a").acks();

        world.put(LISTENER, "a", "1").put(ROUTE, "a", "1");
        client.receivesNothing();
    }

    @Test
    void P21_theVersionOfAFullSetIsThatOfEveryReplica() {
        Server other = new Server(new World()
                .ready()
                .put(LISTENER, "b", "1")
                .put(LISTENER, "a", "0")
                .put(LISTENER, "a", "1")
                .snapshots());
        assertThat(client.wants(LISTENER, "*").receives(LISTENER).version())
                .isEqualTo(other.sotw().wants(LISTENER, "*").receives(LISTENER).version());
    }

    @Test
    void P21_theVersionIsThatOfWhatWasSentHoweverItCameThere() {
        client.wants(ROUTE, "a", "b", "ghost")
                .receives(ROUTE)
                .resources("a", "b")
                .acks();
        world.put(ROUTE, "b", "2");
        client.receives(ROUTE).resources("b").acks();
        world.put(ROUTE, "c", "1");
        client.wants(ROUTE, "a", "c").receives(ROUTE).resources("c").acks();
        world.put(ROUTE, "a", "2");
        String followed = client.receives(ROUTE).resources("a").version();

        Server other = new Server(
                new World().ready().put(ROUTE, "c", "1").put(ROUTE, "a", "2").snapshots());
        SotwTranscript anew = other.sotw();
        assertThat(anew.wants(ROUTE, "a", "c").receives(ROUTE).version()).isEqualTo(followed);
        assertThat(other.sotw().wants(ROUTE, "a").receives(ROUTE).version()).isNotEqualTo(followed);
    }

    @Test
    void P21_theVersionOfAFullSetFollowsWhatIsMissingFromIt() {
        String both =
                client.wants(LISTENER).receives(LISTENER).resources("a", "b").version();
        client.wants(LISTENER);
        world.put(LISTENER, "c", "1");
        client.receives(LISTENER).resources("a", "b", "c").acks();

        world.remove(LISTENER, "c");
        assertThat(client.receives(LISTENER).resources("a", "b").version()).isEqualTo(both);
    }

    @Test
    void P22_changesBeforeTheAnswerAreOneResponseAfterIt() {
        client.wants(ROUTE, "a", "b").receives(ROUTE).resources("a", "b").acks();
        world.put(ROUTE, "a", "2");
        SotwReceived pushed = client.receives(ROUTE).resources("a");
        world.put(ROUTE, "a", "3").put(ROUTE, "b", "2");
        client.receivesNothing();

        SotwReceived merged = pushed.acks().receives(ROUTE).resources("a", "b");
        assertThat(merged.contents()).containsEntry("a", "3");
        merged.acks().receivesNothing();
    }

    @Test
    void P22_aChangeWaitsForTheAnswerToWhatWasAskedFor() {
        SotwReceived asked = client.wants(ROUTE, "a").receives(ROUTE).resources("a");
        world.put(ROUTE, "a", "2");
        client.receivesNothing();

        asked.acks().receives(ROUTE).resources("a").acks();
    }

    @Test
    void whatAClientAskedForIsNotCountedAsPushed() {
        client.wants(LISTENER, "*").receives(LISTENER).anything().acks();
        client.wants(ROUTE, "a").receives(ROUTE).resources("a").acks();
        assertThat(server.journal().work().pushes()).isZero();

        world.put(LISTENER, "a", "2");
        client.receives(LISTENER).anything().acks();
        world.put(ROUTE, "a", "2");
        client.receives(ROUTE).resources("a").acks();
        assertThat(server.journal().work().pushes()).isEqualTo(2);
    }

    @Test
    void P38_aTypeThatIsNeverAnsweredBlocksNoOther() {
        client.wants(LISTENER, "*").receives(LISTENER).anything().acks();
        client.wants(ROUTE, "a").receives(ROUTE).resources("a").acks();
        world.put(LISTENER, "a", "2");
        client.receives(LISTENER).anything().leavesUnanswered();
        world.put(ROUTE, "a", "2");
        server.loop().advance(Server.DEADLINE.minus(Duration.ofMillis(1)));
        client.receivesNothing();

        server.loop().advance(Duration.ofMillis(1));
        client.receives(ROUTE).resources("a").acks();
    }

    @Test
    void P38_aTypeThatIsNeverAnsweredDelaysNoRequestOfAnother() {
        client.wants(LISTENER, "*").receives(LISTENER).anything().leavesUnanswered();

        client.wants(ENDPOINT, "ghost").receives(ENDPOINT).nothing().acks();
        client.wants(CLUSTER, "*").receives(CLUSTER).nothing().acks();
        client.wants(ROUTE, "a").receives(ROUTE).resources("a").acks();
    }
}
