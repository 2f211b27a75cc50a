package dev.roster.xds;

import static dev.roster.envoy.ResourceType.LISTENER;
import static dev.roster.envoy.ResourceType.ROUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.snapshot.World;
import org.junit.jupiter.api.Test;

/** What the answers to state-of-the-world responses do: nonces, ACKs and NACKs. */
class SotwAckTest {
    private final World world = new World()
            .ready()
            .put(LISTENER, "a", "1")
            .put(LISTENER, "b", "1")
            .put(ROUTE, "a", "1")
            .put(ROUTE, "b", "1");
    private final Server server = new Server(world.snapshots());
    private final SotwTranscript client = server.sotw();

    @Test
    void P33_anOlderNonceIsIgnored() {
        SotwReceived first = client.wants(ROUTE, "a").receives(ROUTE).resources("a");
        first.acks();
        world.put(ROUTE, "a", "2");
        client.receives(ROUTE).resources("a").leavesUnanswered();

        client.sends(
                client.about(ROUTE.typeUrl()).setResponseNonce(first.nonce()).addResourceNames("b"));
        client.receivesNothing();
    }

    @Test
    void P33_anAckThatCrossedAPushIsIgnoredAndTheNextOneCounts() {
        SotwReceived first = client.wants(ROUTE, "a").receives(ROUTE).resources("a");
        client.wants(ROUTE, "a", "b");
        server.loop().turn();
        first.acks();

        client.receives(ROUTE).resources("b").acks();
        world.put(ROUTE, "a", "2");
        client.receives(ROUTE).resources("a").acks();
    }

    @Test
    void P33_anOlderNonceIsNoNackOfTheNewest() {
        SotwReceived first = client.wants(ROUTE, "a").receives(ROUTE).resources("a");
        first.acks();
        world.put(ROUTE, "a", "2");
        SotwReceived second = client.receives(ROUTE).resources("a");

        client.sends(client.about(ROUTE.typeUrl())
                .setResponseNonce(first.nonce())
                .setErrorDetail(DeltaReceived.rejection("late")));
        assertThat(server.journal().lines()).containsExactly("opened sotw");
        client.sends(client.about(ROUTE.typeUrl()).setResponseNonce(second.nonce()));
        world.put(ROUTE, "a", "3");
        client.receives(ROUTE).resources("a").acks();
    }

    @Test
    void P12_aRejectedVersionIsNotSentAgain() {
        client.wants(ROUTE, "a").receives(ROUTE).resources("a").acks();
        world.put(ROUTE, "a", "bad");
        client.receives(ROUTE).resources("a").nacks("no");

        client.receivesNothing();
        world.put(ROUTE, "a", "repaired");
        client.receives(ROUTE).resources("a").acks();
    }

    @Test
    void P12_aRejectedFullSetIsNotSentAgainUntilItDiffers() {
        client.wants(LISTENER, "*").receives(LISTENER).anything().acks();
        world.put(LISTENER, "a", "bad");
        client.receives(LISTENER).resources("a", "b").nacks("a: no");

        client.receivesNothing();
        server.loop().advance(Server.DEADLINE.multipliedBy(2));
        client.receivesNothing();
        world.put(LISTENER, "a", "repaired");
        client.receives(LISTENER).resources("a", "b").acks();
    }

    @Test
    void P11_aRejectedFullSetDoesNotRejectWhatWasAcceptedBefore() {
        client.wants(LISTENER, "*").receives(LISTENER).anything().acks();
        world.put(LISTENER, "a", "bad");
        client.receives(LISTENER).resources("a", "b").nacks("a: no");
        world.put(LISTENER, "a", "repaired").put(LISTENER, "b", "2");
        client.receives(LISTENER).resources("a", "b").acks();

        world.put(LISTENER, "b", "1");
        client.receives(LISTENER).resources("a", "b").acks();
    }
}
