package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.ENDPOINT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.snapshot.World;
import org.junit.jupiter.api.Test;

/** Which response a request on a delta stream answers, and what else it says. */
class DeltaAckTest {
    private final World world = new World().ready().put(ENDPOINT, "a", "1").put(ENDPOINT, "b", "1");
    private final Server server = new Server(world.snapshots());
    private final DeltaTranscript client = server.delta();

    @Test
    void P07_staleNonceStillSubscribes() {
        DeltaReceived first =
                client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a");
        first.acks();
        world.put(ENDPOINT, "a", "2");
        client.receives(ENDPOINT).resources("a").leavesUnanswered();

        client.sends(first.answer().addResourceNamesSubscribe("b"));
        client.receives(ENDPOINT).resources("b").acks();
    }

    @Test
    void P07_unknownNonceStillUnsubscribes() {
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();

        client.sends(
                DeltaTranscript.about(ENDPOINT).setResponseNonce("never sent").addResourceNamesUnsubscribe("a"));
        world.put(ENDPOINT, "a", "2");
        client.receivesNothing();
    }

    @Test
    void P07_nonceOfAnotherTypeStillSubscribes() {
        DeltaReceived clusters = client.subscribes(CLUSTER, "*").receives(CLUSTER);
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();

        client.sends(clusters.answer().setTypeUrl(ENDPOINT.typeUrl()).addResourceNamesSubscribe("b"));
        client.receives(ENDPOINT).resources("b").acks();
    }

    @Test
    void P08_aNackSubscribesAndUnsubscribes() {
        DeltaReceived received = client.subscribes(ENDPOINT, "a").receives(ENDPOINT);

        client.sends(received.answer()
                .setErrorDetail(DeltaReceived.rejection("no"))
                .addResourceNamesSubscribe("b")
                .addResourceNamesUnsubscribe("a"));
        client.receives(ENDPOINT).resources("b").acks();
        world.put(ENDPOINT, "a", "2");
        client.receivesNothing();
    }

    @Test
    void P09_anUnknownNonceAnswersNothing() {
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
        world.put(ENDPOINT, "a", "2");
        client.receives(ENDPOINT).resources("a").leavesUnanswered();

        client.sends(DeltaTranscript.about(ENDPOINT)
                .setResponseNonce("never sent")
                .setErrorDetail(DeltaReceived.rejection("what?")));
        world.put(ENDPOINT, "a", "3");
        client.receivesNothing();
        assertThat(server.journal().lines()).containsExactly("opened delta");
    }

    @Test
    void P09_aNonceOfAnotherTypeAnswersNothing() {
        DeltaReceived clusters = client.subscribes(CLUSTER, "*").receives(CLUSTER);
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
        world.put(ENDPOINT, "a", "2");
        client.receives(ENDPOINT).resources("a").leavesUnanswered();

        client.sends(clusters.answer().setTypeUrl(ENDPOINT.typeUrl()));
        world.put(ENDPOINT, "a", "3");
        client.receivesNothing();
    }

    @Test
    void P09_aNonceOfAnotherStreamAnswersNothing() {
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
        world.put(ENDPOINT, "a", "2");
        DeltaReceived pushed = client.receives(ENDPOINT).resources("a");

        server.delta()
                .sends(pushed.answer().addResourceNamesSubscribe("b"))
                .receives(ENDPOINT)
                .resources("b")
                .acks();
        world.put(ENDPOINT, "a", "3");
        client.receivesNothing();
    }

    @Test
    void P22_aPureAckIsNotAnswered() {
        client.subscribes(ENDPOINT, "a")
                .receives(ENDPOINT)
                .resources("a")
                .acks()
                .receivesNothing();
    }
}
