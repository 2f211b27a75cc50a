package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.ENDPOINT;
import static dev.roster.envoy.ResourceType.LISTENER;
import static dev.roster.envoy.ResourceType.ROUTE;

import dev.roster.snapshot.World;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Named subscriptions of a delta stream. */
class DeltaSubscriptionTest {
    private final World world = new World().ready();
    private final Server server = new Server(world.snapshots());
    private final DeltaTranscript client = server.delta();

    @Test
    void P01_aNameHeldAlreadyIsAnsweredWhenSubscribedAgain() {
        world.put(ENDPOINT, "a", "1");
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();

        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
        client.receivesNothing();
    }

    @Test
    void P01_aNameHeldAlreadyIsAnsweredWhileItsFirstAnswerIsUnanswered() {
        world.put(ENDPOINT, "a", "1");
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").leavesUnanswered();

        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").leavesUnanswered();
    }

    @Test
    void P01_aNameHeldThroughTheWildcardIsAnsweredWhenSubscribed() {
        world.put(CLUSTER, "a", "1").put(CLUSTER, "b", "1");
        client.subscribes(CLUSTER, "*").receives(CLUSTER).resources("a", "b").acks();

        client.subscribes(CLUSTER, "b").receives(CLUSTER).resources("b").acks();
        client.receivesNothing();
    }

    @Test
    void P01_theWildcardHeldAlreadyIsAnsweredWithEverythingWhenSubscribedAgain() {
        world.put(CLUSTER, "a", "1").put(CLUSTER, "b", "1");
        client.subscribes(CLUSTER, "*").receives(CLUSTER).resources("a", "b").acks();

        client.subscribes(CLUSTER, "*").receives(CLUSTER).resources("a", "b").acks();
        client.receivesNothing();
    }

    @Test
    void P01_aNameSubscribedAfterAnUnsubscribeIsAnswered() {
        world.put(ENDPOINT, "a", "1");
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
        client.unsubscribes(ENDPOINT, "a").receivesNothing();

        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
    }

    @Test
    void P02_aMissingNameIsAnsweredAtOnceAsRemoved() {
        client.subscribes(ENDPOINT, "ghost").receives(ENDPOINT).removed("ghost").acks();
        client.receivesNothing();
    }

    @Test
    void P02_aMissingNameIsAnsweredBesideOnesThatExist() {
        world.put(ENDPOINT, "a", "1");
        client.subscribes(ENDPOINT, "a", "ghost")
                .receives(ENDPOINT)
                .resources("a")
                .removed("ghost")
                .acks();
    }

    @Test
    void P02_aMissingNameIsPushedWhenItAppears() {
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).removed("a").acks();

        world.put(ENDPOINT, "a", "1");
        client.receives(ENDPOINT).resources("a").acks();
    }

    @Test
    void P02_aMissingNameSubscribedAgainIsAnsweredAgain() {
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).removed("a").acks();

        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).removed("a").acks();
    }

    @Test
    void P02_aMissingNameUnderTheWildcardIsAnswered() {
        world.put(CLUSTER, "a", "1");
        client.subscribes(CLUSTER, "*").receives(CLUSTER).resources("a").acks();

        client.subscribes(CLUSTER, "ghost").receives(CLUSTER).removed("ghost").acks();
    }

    @Test
    void P17_unsubscribingWhatWasNeverSubscribedIsIgnored() {
        world.put(ENDPOINT, "a", "1").put(ENDPOINT, "b", "1");
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();

        client.unsubscribes(ENDPOINT, "b").receivesNothing();
        world.put(ENDPOINT, "a", "2");
        client.receives(ENDPOINT).resources("a").acks();
    }

    @Test
    void P17_unsubscribingEverythingIsNoWildcard() {
        world.put(LISTENER, "a", "1").put(LISTENER, "b", "1");
        client.subscribes(LISTENER, "a").receives(LISTENER).resources("a").acks();

        client.unsubscribes(LISTENER, "a").receivesNothing();
        world.put(LISTENER, "a", "2").put(LISTENER, "b", "2");
        client.receivesNothing();
        client.subscribes(LISTENER).receivesNothing();
    }

    @Test
    void P17_whatIsUnsubscribedIsNeitherPushedNorRemoved() {
        world.put(ENDPOINT, "a", "1").put(ENDPOINT, "b", "1");
        client.subscribes(ENDPOINT, "a", "b")
                .receives(ENDPOINT)
                .resources("a", "b")
                .acks();
        client.unsubscribes(ENDPOINT, "a").receivesNothing();

        world.remove(ENDPOINT, "a").put(ENDPOINT, "b", "2");
        client.receives(ENDPOINT).resources("b").acks();
    }

    @Test
    void P22_anUnsubscribeTakesBackAChangeThatWasNotPushedYet() {
        world.put(ROUTE, "a", "1");
        client.subscribes(ROUTE, "a").receives(ROUTE).resources("a").acks();
        world.put(ROUTE, "a", "2");
        DeltaReceived pushed = client.receives(ROUTE).resources("a");
        world.put(ROUTE, "a", "3");

        pushed.leavesUnanswered().sends(pushed.answer().addResourceNamesUnsubscribe("a"));
        client.receivesNothing();
    }

    @Test
    void P24_aBurstOfSubscribesIsAnsweredInOneResponse() {
        String[] names = IntStream.range(0, 500).mapToObj(i -> "e" + i).toArray(String[]::new);
        world.change(change -> {
            for (String name : names) {
                change.put(ENDPOINT, name, "1");
            }
        });

        for (String name : names) {
            client.subscribes(ENDPOINT, name);
        }
        client.receives(ENDPOINT).resources(names).acks();
        client.receivesNothing();
    }

    @Test
    void P24_aNameThatComesAndGoesInABurstIsNotAnswered() {
        world.put(ENDPOINT, "a", "1").put(ENDPOINT, "b", "1");

        client.subscribes(ENDPOINT, "a").unsubscribes(ENDPOINT, "a").subscribes(ENDPOINT, "b");
        client.receives(ENDPOINT).resources("b").acks();
    }
}
