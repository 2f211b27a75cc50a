package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.EXTENSION_CONFIG;
import static dev.roster.envoy.ResourceType.LISTENER;
import static dev.roster.envoy.ResourceType.SECRET;
import static dev.roster.snapshot.World.refersTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.snapshot.World;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a listener or cluster of the client refers to is not withdrawn before that one changed (P44). */
class DeltaWithdrawalTest {
    private final World world = new World()
            .ready()
            .put(LISTENER, "l", "1", refersTo(SECRET, "key"))
            .put(SECRET, "key", "1")
            .put(SECRET, "unused", "1");
    private final Server server = new Server(world.snapshots());
    private final DeltaTranscript envoy = server.delta();

    @Test
    void P44_aSecretThatAListenerRefersToIsWithdrawnOnceTheListenerChanged() {
        connected();
        world.remove(SECRET, "key");
        envoy.receivesNothing();

        world.put(LISTENER, "l", "2");
        DeltaReceived listener = envoy.receives(LISTENER).resources("l");
        envoy.receivesNothing();
        listener.acks().receives(SECRET).removed("key").acks();
    }

    @Test
    void P44_aSecretThatGoesWithTheReferenceIsWithdrawnOnceTheListenerIsAnswered() {
        connected();
        world.change(change -> change.put(LISTENER, "l", "2").remove(SECRET, "key"));

        DeltaReceived listener = envoy.receives(LISTENER).resources("l");
        envoy.receivesNothing();
        listener.acks().receives(SECRET).removed("key").acks();
    }

    @Test
    void P44_aSecretThatARemovedListenerReferredToIsWithdrawn() {
        connected();
        world.change(change -> change.remove(LISTENER, "l").remove(SECRET, "key"));

        envoy.receives(LISTENER).removed("l").acks();
        envoy.receives(SECRET).removed("key").acks();
    }

    @Test
    void P44_aSecretThatNothingRefersToIsWithdrawnAtOnce() {
        connected();
        world.remove(SECRET, "unused");

        envoy.receives(SECRET).removed("unused").acks();
    }

    @Test
    void P44_aSecretThatAClusterRefersToStays() {
        world.put(CLUSTER, "c", "1", refersTo(SECRET, "unused"));
        connected();
        world.remove(SECRET, "unused");
        envoy.receivesNothing();

        world.put(CLUSTER, "c", "2", refersTo(SECRET, "key"));
        envoy.receives(SECRET).removed("unused").acks();
    }

    @Test
    void P44_aKeptSecretThatComesBackIsSentOnlyIfItChanged() {
        connected();
        world.remove(SECRET, "key").put(SECRET, "key", "1");
        envoy.receivesNothing();

        world.remove(SECRET, "key");
        envoy.receivesNothing();
        world.put(SECRET, "key", "2");
        envoy.receives(SECRET).resources("key").acks();
        world.put(LISTENER, "l", "2");
        envoy.receives(LISTENER).resources("l").acks();
        envoy.receivesNothing();
    }

    @Test
    void P44_whatIsKeptKeepsNothingAwake() {
        connected();
        world.remove(SECRET, "key");

        server.loop().advance(Server.DEADLINE.multipliedBy(2));
        envoy.receivesNothing();
        assertThat(server.loop().isQuiet()).isTrue();
    }

    @Test
    void P44_aListenerThatIsNeverAnsweredKeepsASecretNoLongerThanTheDeadline() {
        connected();
        world.change(change -> change.put(LISTENER, "l", "2").remove(SECRET, "key"));
        envoy.receives(LISTENER).resources("l").leavesUnanswered();

        server.loop().advance(Server.DEADLINE);
        envoy.receives(SECRET).removed("key").acks();
    }

    @Test
    void P44_aReconnectTakesNoSecretFromAListenerThatRefersToIt() {
        String version = world.version(SECRET, "key");
        world.remove(SECRET, "key");
        envoy.reconnects(LISTENER, Map.of("l", world.version(LISTENER, "l")), "*")
                .receivesNothing();
        envoy.reconnects(SECRET, Map.of("key", version), "key").receivesNothing();

        world.put(LISTENER, "l", "2");
        envoy.receives(LISTENER).resources("l").acks();
        envoy.receives(SECRET).removed("key").acks();
    }

    @Test
    void P44_aReconnectWithdrawsASecretOnceTheChangedListenerIsAnswered() {
        Map<String, String> listener = Map.of("l", world.version(LISTENER, "l"));
        Map<String, String> secret = Map.of("key", world.version(SECRET, "key"));
        world.change(change -> change.put(LISTENER, "l", "2").remove(SECRET, "key"));
        envoy.reconnects(LISTENER, listener, "*").reconnects(SECRET, secret, "key");

        DeltaReceived changed = envoy.receives(LISTENER).resources("l");
        envoy.receivesNothing();
        changed.acks().receives(SECRET).removed("key").acks();
    }

    @Test
    void P44_aSecretThatTheClientAsksForAndIsGoneIsAnswered() {
        connected();
        world.remove(SECRET, "key");

        envoy.subscribes(SECRET, "key").receives(SECRET).removed("key").acks();
    }

    @Test
    void P44_anExtensionConfigIsKeptTheSameWay() {
        world.change(change -> change.put(EXTENSION_CONFIG, "filter", "1")
                .put(LISTENER, "l", "1", refersTo(EXTENSION_CONFIG, "filter")));
        envoy.subscribes(LISTENER, "*").receives(LISTENER).resources("l").acks();
        envoy.subscribes(EXTENSION_CONFIG, "filter")
                .receives(EXTENSION_CONFIG)
                .resources("filter")
                .acks();
        world.remove(EXTENSION_CONFIG, "filter");
        envoy.receivesNothing();

        world.put(LISTENER, "l", "2");
        envoy.receives(LISTENER).resources("l").acks();
        envoy.receives(EXTENSION_CONFIG).removed("filter").acks();
    }

    @Test
    void P44_aStreamOfSecretsAloneGoesByWhatItsClientMaySee() {
        DeltaTranscript client = server.delta(SECRET).subscribes(SECRET, "key");
        client.receives(SECRET).resources("key").acks();
        world.remove(SECRET, "key");
        server.loop().advance(Server.RETIREMENT);
        client.receivesNothing();

        world.put(LISTENER, "l", "2");
        client.receivesNothing();
        server.loop().advance(Server.RETIREMENT);
        client.receives(SECRET).removed("key").acks();
    }

    private void connected() {
        envoy.subscribes(LISTENER, "*").receives(LISTENER).resources("l").acks();
        envoy.subscribes(SECRET, "key", "unused")
                .receives(SECRET)
                .resources("key")
                .acks();
        envoy.receives(SECRET).resources("unused").acks();
    }
}
