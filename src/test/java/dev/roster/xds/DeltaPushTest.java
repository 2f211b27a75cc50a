package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.ENDPOINT;
import static dev.roster.envoy.ResourceType.LISTENER;
import static dev.roster.envoy.ResourceType.ROUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.snapshot.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What changes is pushed on a delta stream. */
class DeltaPushTest {
    private final World world = new World().ready().put(ENDPOINT, "a", "1").put(ENDPOINT, "b", "1");
    private final Server server = new Server(world.snapshots());
    private final DeltaTranscript client = server.delta();

    @Test
    void P18_aRemovalIsPushedOnce() {
        subscribedToBoth();

        world.remove(ENDPOINT, "a");
        client.receives(ENDPOINT).removed("a").acks();
        world.remove(ENDPOINT, "a").put(ENDPOINT, "b", "2");
        client.receives(ENDPOINT).resources("b").acks();
    }

    @Test
    void P18_aRecreatedResourceIsPushed() {
        subscribedToBoth();
        world.remove(ENDPOINT, "a");
        client.receives(ENDPOINT).removed("a").acks();

        world.put(ENDPOINT, "a", "1");
        client.receives(ENDPOINT).resources("a").acks();
    }

    @Test
    void P18_aRecreatedResourceIsPushedUnderTheWildcard() {
        client.subscribes(ENDPOINT, "*").receives(ENDPOINT).resources("a", "b").acks();
        world.remove(ENDPOINT, "a");
        client.receives(ENDPOINT).removed("a").acks();

        world.put(ENDPOINT, "a", "1");
        client.receives(ENDPOINT).resources("a").acks();
    }

    @Test
    void P20_aNameOwedTwiceIsInAResponseOnce() {
        client.subscribes(ENDPOINT, "a", "a", "*", "a")
                .receives(ENDPOINT)
                .resources("a", "b")
                .acks();
        client.receivesNothing();
    }

    @Test
    void P20_aMissingNameOwedTwiceIsInAResponseOnce() {
        client.subscribes(ENDPOINT, "ghost", "ghost")
                .receives(ENDPOINT)
                .removed("ghost")
                .acks();
        client.receivesNothing();
    }

    @Test
    void P20_aNameThatIsOwedAndChangesIsInOneListOnly() {
        subscribedToBoth();
        client.subscribes(ENDPOINT, "a");
        world.remove(ENDPOINT, "a");

        client.receives(ENDPOINT).removed("a").acks();
        client.receivesNothing();
    }

    @Test
    void P21_theSameContentWrittenAgainIsNoPush() {
        subscribedToBoth();

        world.put(ENDPOINT, "a", "1");
        client.receivesNothing();
    }

    @Test
    void P21_contentThatComesBackHasItsOldVersion() {
        String before =
                client.subscribes(ENDPOINT, "a").receives(ENDPOINT).versions().get("a");
        world.put(ENDPOINT, "a", "2");
        client.receives(ENDPOINT).resources("a").acks();

        world.put(ENDPOINT, "a", "1");
        assertThat(client.receives(ENDPOINT).versions()).containsEntry("a", before);
    }

    @Test
    void P21_versionsAreThoseOfEveryReplica() {
        Server other = new Server(new World()
                .ready()
                .put(ENDPOINT, "b", "0")
                .put(ENDPOINT, "b", "1")
                .put(ENDPOINT, "a", "1")
                .snapshots());
        assertThat(client.subscribes(ENDPOINT, "*").receives(ENDPOINT).versions())
                .isEqualTo(other.delta()
                        .subscribes(ENDPOINT, "*")
                        .receives(ENDPOINT)
                        .versions());
    }

    @Test
    void P22_changesBeforeTheAnswerAreOneResponseAfterIt() {
        subscribedToBoth();
        world.put(ENDPOINT, "a", "2");
        DeltaReceived pushed = client.receives(ENDPOINT).resources("a");
        world.put(ENDPOINT, "a", "3").put(ENDPOINT, "b", "2").put(ENDPOINT, "a", "4");
        client.receivesNothing();

        DeltaReceived merged = pushed.acks().receives(ENDPOINT).resources("a", "b");
        assertThat(merged.versions()).containsEntry("a", world.version(ENDPOINT, "a"));
        merged.acks().receivesNothing();
    }

    @Test
    void P22_whatChangesAndChangesBackBeforeTheAnswerIsNoPush() {
        subscribedToBoth();
        world.put(ENDPOINT, "a", "2");
        DeltaReceived pushed = client.receives(ENDPOINT).resources("a");
        world.put(ENDPOINT, "b", "2").put(ENDPOINT, "b", "1");

        pushed.acks().receivesNothing();
    }

    @Test
    void P22_whatComesAndGoesBeforeTheAnswerIsNoPush() {
        client.subscribes(ENDPOINT, "*").receives(ENDPOINT).resources("a", "b").acks();
        world.put(ENDPOINT, "a", "2");
        DeltaReceived pushed = client.receives(ENDPOINT).resources("a");
        world.put(ENDPOINT, "c", "1").remove(ENDPOINT, "c");

        pushed.acks().receivesNothing();
    }

    @Test
    void P22_aClientThatNeverAnswersIsPushedAgainAfterTheDeadline() {
        subscribedToBoth();
        world.put(ENDPOINT, "a", "2");
        client.receives(ENDPOINT).resources("a").leavesUnanswered();
        world.put(ENDPOINT, "b", "2");
        server.loop().advance(Server.DEADLINE.minus(Duration.ofMillis(1)));
        client.receivesNothing();

        server.loop().advance(Duration.ofMillis(1));
        client.receives(ENDPOINT).resources("b").acks();
    }

    @Test
    void P22_aSubscribeIsAnsweredWhileAPushIsUnanswered() {
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
        world.put(ENDPOINT, "a", "2");
        client.receives(ENDPOINT).resources("a").leavesUnanswered();

        client.subscribes(ENDPOINT, "b").receives(ENDPOINT).resources("b").leavesUnanswered();
    }

    @Test
    void P22_aPushOfOneTypeIsNotHeldUpByTheAnswerToAnother() {
        subscribedToBoth();
        client.subscribes(CLUSTER, "*").receives(CLUSTER).leavesUnanswered();

        world.put(ENDPOINT, "a", "2");
        client.receives(ENDPOINT).resources("a").acks();
    }

    @Test
    void P22_noTypeThatWasNotAskedForIsSent() {
        subscribedToBoth();

        world.put(CLUSTER, "a", "1").put(LISTENER, "l", "1").put(ROUTE, "r", "1");
        client.receivesNothing();
    }

    @Test
    void P22_nothingIsLeftToDoOnceAllIsAnswered() {
        subscribedToBoth();
        world.put(ENDPOINT, "a", "2").put(ENDPOINT, "b", "2");
        client.receives(ENDPOINT).resources("a", "b").acks().receivesNothing();

        server.loop().advance(Server.DEADLINE.multipliedBy(2));
        assertThat(server.loop().isQuiet()).isTrue();
    }

    private void subscribedToBoth() {
        client.subscribes(ENDPOINT, "a", "b")
                .receives(ENDPOINT)
                .resources("a", "b")
                .acks();
    }
}
