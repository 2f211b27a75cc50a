package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.ENDPOINT;

import dev.roster.snapshot.World;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Delta clients that come back with the versions of an earlier stream. */
class DeltaReconnectTest {
    private final World world = new World().ready();
    private final Server server = new Server(world.snapshots());
    private final DeltaTranscript client = server.delta();

    @Test
    void P03_whatChangedOrIsNewIsSent() {
        world.put(CLUSTER, "same", "1").put(CLUSTER, "changed", "2").put(CLUSTER, "new", "1");
        client.reconnects(CLUSTER, Map.of("same", world.version(CLUSTER, "same"), "changed", "older"), "*")
                .receives(CLUSTER)
                .resources("changed", "new")
                .acks();
        client.receivesNothing();
    }

    @Test
    void P03_whatVanishedIsRemoved() {
        world.put(CLUSTER, "same", "1");
        client.reconnects(CLUSTER, Map.of("same", world.version(CLUSTER, "same"), "gone", "older"), "*")
                .receives(CLUSTER)
                .removed("gone")
                .acks();
        client.receivesNothing();
    }

    @Test
    void P03_whatVanishedIsRemovedFromTheLegacyWildcard() {
        client.reconnects(CLUSTER, Map.of("gone", "older"))
                .receives(CLUSTER)
                .removed("gone")
                .acks();
    }

    @Test
    void P03_aNamedResourceThatVanishedIsRemovedOnce() {
        client.reconnects(ENDPOINT, Map.of("gone", "older"), "gone")
                .receives(ENDPOINT)
                .removed("gone")
                .acks();
        client.receivesNothing();
    }

    @Test
    void P03_whatTheClientShowedIsPushedWhenItChanges() {
        world.put(CLUSTER, "a", "1");
        client.reconnects(CLUSTER, Map.of("a", world.version(CLUSTER, "a")), "*")
                .receivesNothing();

        world.put(CLUSTER, "a", "2");
        client.receives(CLUSTER).resources("a").acks();
    }

    @Test
    void P03_whatTheClientShowedIsRemovedWhenItGoes() {
        world.put(CLUSTER, "a", "1");
        client.reconnects(CLUSTER, Map.of("a", world.version(CLUSTER, "a")), "*")
                .receivesNothing();

        world.remove(CLUSTER, "a");
        client.receives(CLUSTER).removed("a").acks();
    }

    @Test
    void P04_aNameSubscribedInTheFirstMessageIsSentOnlyIfItsVersionDiffers() {
        world.put(ENDPOINT, "same", "1").put(ENDPOINT, "changed", "2");
        client.reconnects(
                        ENDPOINT,
                        Map.of("same", world.version(ENDPOINT, "same"), "changed", "older"),
                        "same",
                        "changed")
                .receives(ENDPOINT)
                .resources("changed")
                .acks();
        client.receivesNothing();
    }

    @Test
    void P04_aNameThatWasNotShownIsSent() {
        world.put(ENDPOINT, "same", "1").put(ENDPOINT, "new", "1");
        client.reconnects(ENDPOINT, Map.of("same", world.version(ENDPOINT, "same")), "same", "new")
                .receives(ENDPOINT)
                .resources("new")
                .acks();
    }

    @Test
    void P04_aNameBesideTheWildcardIsSentOnlyIfItsVersionDiffers() {
        world.put(CLUSTER, "a", "1").put(CLUSTER, "b", "1");
        Map<String, String> shown = Map.of("a", world.version(CLUSTER, "a"), "b", world.version(CLUSTER, "b"));
        client.reconnects(CLUSTER, shown, "*", "a").receivesNothing();
    }

    @Test
    void P04_aLaterSubscribeOfWhatWasShownIsAnswered() {
        world.put(ENDPOINT, "a", "1");
        client.reconnects(ENDPOINT, Map.of("a", world.version(ENDPOINT, "a")), "a")
                .receivesNothing();

        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
    }

    @Test
    void P05_versionsInALaterMessageDoNotCount() {
        world.put(ENDPOINT, "a", "1").put(ENDPOINT, "b", "1");
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();

        client.reconnects(ENDPOINT, Map.of("b", world.version(ENDPOINT, "b"), "gone", "older"), "b")
                .receives(ENDPOINT)
                .resources("b")
                .acks();
        client.receivesNothing();
    }

    @Test
    void P05_versionsCountInTheFirstMessageOfEachType() {
        world.put(CLUSTER, "a", "1").put(ENDPOINT, "a", "1");
        client.reconnects(CLUSTER, Map.of("a", world.version(CLUSTER, "a")), "*")
                .receivesNothing();
        client.reconnects(ENDPOINT, Map.of("a", world.version(ENDPOINT, "a")), "a")
                .receivesNothing();
    }

    @Test
    void P06_aShownNameIsNoSubscription() {
        world.put(ENDPOINT, "a", "1").put(ENDPOINT, "b", "1");
        client.reconnects(ENDPOINT, Map.of("b", "older", "gone", "older"), "a")
                .receives(ENDPOINT)
                .resources("a")
                .acks();

        world.put(ENDPOINT, "b", "2").remove(ENDPOINT, "b");
        client.receivesNothing();
    }

    @Test
    void P06_aShownNameSubscribedLaterIsAnswered() {
        world.put(ENDPOINT, "a", "1").put(ENDPOINT, "b", "1");
        client.reconnects(ENDPOINT, Map.of("b", world.version(ENDPOINT, "b")), "a")
                .receives(ENDPOINT)
                .resources("a")
                .acks();

        client.subscribes(ENDPOINT, "b").receives(ENDPOINT).resources("b").acks();
    }
}
