package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.ENDPOINT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.snapshot.World;
import io.envoyproxy.envoy.config.core.v3.Node;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Streams that fail or ask for too much: each ends alone, and its client is told. */
class StreamRefusalTest {
    private static final String LONG_NAME = "x".repeat(2049);

    private final World world = new World().ready().put(ENDPOINT, "a", "1");
    private final Server server = new Server(world.snapshots());

    @Test
    void aStreamThatFailsOnARequestIsEnded() {
        DeltaTranscript client = server.delta();
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
        server.journal().breaks();
        client.subscribes(ENDPOINT, "b");

        assertThat(client.failures()).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(server.journal().lines()).containsExactly("opened delta", "closed delta");
        client.receivesNothing();
        assertThat(server.loop().isQuiet()).isTrue();
    }

    @Test
    void aStreamThatAsksForMoreThanItMayHoldIsRefused() {
        DeltaTranscript client = new Server(world.snapshots(), 2).delta().subscribes(ENDPOINT, "a", "b");
        client.subscribes(ENDPOINT, "c");
        assertThat(client.failures()).singleElement().isInstanceOf(StreamRefused.TooMuch.class);
    }

    @Test
    void theBoundIsOneForAllTypesTogether() {
        DeltaTranscript client = new Server(world.snapshots(), 3).delta();
        client.subscribes(ENDPOINT, "a", "b").subscribes(CLUSTER, "a").subscribes(ENDPOINT, "a", "b");

        client.subscribes(CLUSTER, "b");
        assertThat(client.failures()).singleElement().isInstanceOf(StreamRefused.TooMuch.class);
    }

    @Test
    void whatAStreamNoLongerAsksForMakesRoom() {
        DeltaTranscript delta = new Server(world.snapshots(), 2).delta().subscribes(ENDPOINT, "a", "b");
        delta.unsubscribes(ENDPOINT, "a", "b").subscribes(CLUSTER, "*", "c");
        delta.subscribes(CLUSTER, "d").receives(CLUSTER).removed("c", "d").acks();

        SotwTranscript sotw = new Server(world.snapshots(), 2).sotw().wants(ENDPOINT, "a", "b");
        sotw.receives(ENDPOINT).resources("a").acks();
        sotw.wants(ENDPOINT, "b", "c");
        sotw.wants(CLUSTER, "c");
        assertThat(sotw.failures()).singleElement().isInstanceOf(StreamRefused.TooMuch.class);
    }

    @Test
    void aStreamThatIsRefusedIsClosed() {
        Server bounded = new Server(world.snapshots(), 2);
        DeltaTranscript client = bounded.delta();
        client.subscribes(ENDPOINT, "a", "b", "c");
        assertThat(client.failures()).singleElement().isInstanceOf(StreamRefused.TooMuch.class);

        client.subscribes(ENDPOINT, "a").receivesNothing();
        assertThat(bounded.journal().lines()).containsExactly("opened delta", "closed delta");
    }

    @Test
    void P82_aNameThatIsTooLongToAskForIsSentToThoseWhoAskForAll() {
        DeltaTranscript delta = server.delta().subscribes(CLUSTER, "*");
        delta.receives(CLUSTER).anything().acks();
        SotwTranscript sotw = server.sotw().wants(CLUSTER);
        sotw.receives(CLUSTER).anything().acks();
        world.put(CLUSTER, LONG_NAME, "1");

        delta.receives(CLUSTER).resources(LONG_NAME).acks();
        sotw.receives(CLUSTER).anything().acks();
        delta.subscribes(ENDPOINT, LONG_NAME);
        assertThat(delta.failures()).singleElement().isInstanceOf(StreamRefused.TooMuch.class);
        assertThat(sotw.failures()).isEmpty();
    }

    @Test
    void P82_aClientThatShowsANameThatIsTooLongToAskForIsServed() {
        world.put(CLUSTER, LONG_NAME, "1").put(CLUSTER, "b", "1");
        DeltaTranscript client =
                server.delta().reconnects(CLUSTER, Map.of(LONG_NAME, world.version(CLUSTER, LONG_NAME)), "*");

        assertThat(client.receives(CLUSTER).anything().versions())
                .containsKey("b")
                .doesNotContainKey(LONG_NAME);
        assertThat(client.failures()).isEmpty();
    }

    @Test
    void aStreamThatFailsOnAnUpdateKeepsNoOtherFromIt() {
        Node fragile = Node.newBuilder().setId("fragile").build();
        DeltaTranscript before = connected();
        DeltaTranscript failing = server.delta();
        failing.sends(DeltaTranscript.about(ENDPOINT).setNode(fragile).addResourceNamesSubscribe("a"));
        failing.receives(ENDPOINT).resources("a").acks();
        DeltaTranscript after = connected();
        server.journal().breaksOver("fragile");
        world.put(ENDPOINT, "a", "2");

        before.receives(ENDPOINT).resources("a").acks();
        after.receives(ENDPOINT).resources("a").acks();
        failing.receivesNothing();
        assertThat(failing.failures()).singleElement().isInstanceOf(IllegalStateException.class);
    }

    private DeltaTranscript connected() {
        return server.delta()
                .subscribes(ENDPOINT, "a")
                .receives(ENDPOINT)
                .resources("a")
                .acks();
    }
}
