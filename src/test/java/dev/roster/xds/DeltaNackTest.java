package dev.roster.xds;

import static dev.roster.envoy.ResourceType.ENDPOINT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.roster.snapshot.World;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client of a delta stream rejected. */
class DeltaNackTest {
    private final World world = new World().ready().put(ENDPOINT, "a", "1").put(ENDPOINT, "b", "1");
    private final Server server = new Server(world.snapshots());
    private final DeltaTranscript client = server.delta();

    @Test
    void P10_onlyAnErrorIsANack() {
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").nacks("bad address");

        assertThat(server.journal().lines()).containsExactly("opened delta", "delta rejected [a]: bad address");
    }

    @Test
    void P10_anErrorThatSaysNothingIsANack() {
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").nacks("");

        world.put(ENDPOINT, "a", "1");
        client.receivesNothing();
        assertThat(server.journal().lines()).hasSize(2);
    }

    @Test
    void P11_whatWasAcceptedIsSentWhenItComesBackAfterARejectedVersion() {
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
        world.put(ENDPOINT, "a", "bad");
        client.receives(ENDPOINT).resources("a").nacks("no");

        world.put(ENDPOINT, "a", "1");
        client.receives(ENDPOINT).resources("a").acks();
    }

    @Test
    void P11_aRejectionOfAnOlderResponseDoesNotRejectWhatWasSentSince() {
        DeltaReceived first =
                client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a");
        world.put(ENDPOINT, "a", "2");
        client.receives(ENDPOINT).resources("a").acks();
        first.nacks("no");

        world.put(ENDPOINT, "a", "3");
        client.receives(ENDPOINT).resources("a").acks();
        world.put(ENDPOINT, "a", "2");
        client.receives(ENDPOINT).resources("a").acks();
    }

    @Test
    void P11_whatIsAcceptedInTheEndIsNoLongerRejected() {
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").nacks("not yet");
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
        world.put(ENDPOINT, "a", "2");
        client.receives(ENDPOINT).resources("a").acks();

        world.put(ENDPOINT, "a", "1");
        client.receives(ENDPOINT).resources("a").acks();
    }

    @Test
    void P12_aRejectedVersionIsNotSentAgain() {
        client.subscribes(ENDPOINT, "a", "b")
                .receives(ENDPOINT)
                .resources("a", "b")
                .acks();
        world.put(ENDPOINT, "a", "bad");
        client.receives(ENDPOINT).resources("a").nacks("no");

        client.receivesNothing();
        world.put(ENDPOINT, "a", "bad").put(ENDPOINT, "b", "2");
        client.receives(ENDPOINT).resources("b").acks();
        server.loop().advance(Server.DEADLINE.multipliedBy(3));
        client.receivesNothing();
    }

    @Test
    void P12_aRejectedVersionThatComesBackIsNotSentAgain() {
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
        world.put(ENDPOINT, "a", "bad");
        client.receives(ENDPOINT).resources("a").nacks("no");
        world.put(ENDPOINT, "a", "good");
        client.receives(ENDPOINT).resources("a").acks();

        world.put(ENDPOINT, "a", "bad");
        client.receivesNothing();
    }

    @Test
    void P12_aVersionStaysRejectedThoughAnotherIsRejectedLate() {
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").nacks("bad");
        world.put(ENDPOINT, "a", "worse");
        DeltaReceived worse = client.receives(ENDPOINT).resources("a");
        world.put(ENDPOINT, "a", "1");
        server.loop().advance(Server.DEADLINE);
        client.receivesNothing();

        worse.nacks("worse").receivesNothing();
        assertThat(unsettled())
                .extracting(ResourceDescription::name, ResourceDescription::standing, ResourceDescription::error)
                .containsExactly(tuple("a", Standing.ERROR, "bad"));
        world.put(ENDPOINT, "a", "worse").put(ENDPOINT, "a", "1");
        client.receivesNothing();
    }

    @Test
    void P11_aRejectedVersionThatIsAcceptedLateLeavesTheOthersRejected() {
        DeltaReceived first =
                client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a");
        DeltaReceived again =
                client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a");
        first.nacks("bad");
        world.put(ENDPOINT, "a", "worse");
        server.loop().advance(Server.DEADLINE);
        client.receives(ENDPOINT).resources("a").nacks("worse");
        again.acks();

        world.put(ENDPOINT, "a", "1");
        client.receives(ENDPOINT).resources("a").acks();
        world.put(ENDPOINT, "a", "worse");
        client.receivesNothing();
    }

    @Test
    void P12_theNextDifferentVersionIsSentAtOnce() {
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").nacks("no");

        world.put(ENDPOINT, "a", "repaired");
        client.receives(ENDPOINT).resources("a").acks();
    }

    @Test
    void P12_aVersionThatWasReplacedBeforeTheNackArrivedIsSentAtOnce() {
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
        world.put(ENDPOINT, "a", "bad");
        DeltaReceived pushed = client.receives(ENDPOINT).resources("a");
        world.put(ENDPOINT, "a", "repaired");

        pushed.nacks("no").receives(ENDPOINT).resources("a").acks();
    }

    @Test
    void P12_aRejectedResourceIsRemovedWhenItGoes() {
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
        world.put(ENDPOINT, "a", "bad");
        client.receives(ENDPOINT).resources("a").nacks("no");

        world.remove(ENDPOINT, "a");
        client.receives(ENDPOINT).removed("a").acks();
    }

    @Test
    void P12_aRejectedVersionIsAnAnswerToASubscribe() {
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").nacks("no");

        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
    }

    @Test
    void P18_aResourceThatComesBackIsPushedThoughItsRejectionArrivedAfterItsRemoval() {
        DeltaReceived first =
                client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a");
        world.remove(ENDPOINT, "a");
        client.receives(ENDPOINT).removed("a").acks();
        first.nacks("no");

        world.put(ENDPOINT, "a", "1");
        client.receives(ENDPOINT).resources("a").acks();
    }

    @Test
    void P18_aRejectedResourceThatGoesAndComesBackIsPushed() {
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").nacks("no");
        world.remove(ENDPOINT, "a");
        client.receives(ENDPOINT).removed("a").acks();

        world.put(ENDPOINT, "a", "1");
        client.receives(ENDPOINT).resources("a").acks();
    }

    private List<ResourceDescription> unsettled() {
        return server.describe().getFirst().types().getFirst().unsettled().resources();
    }
}
