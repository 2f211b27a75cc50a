package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.RUNTIME;
import static dev.roster.envoy.ResourceType.VIRTUAL_HOST;
import static dev.roster.snapshot.World.alias;
import static dev.roster.snapshot.World.refersTo;
import static dev.roster.snapshot.World.ttl;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import dev.roster.snapshot.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Resources that a client keeps only as long as it hears of them (P51). */
class TtlTest {
    private static final Duration TTL = Duration.ofSeconds(9);
    private static final Duration BEAT = TTL.dividedBy(3);

    private final World world = new World()
            .ready()
            .put(RUNTIME, "fault", "1", ttl(TTL))
            .put(RUNTIME, "other", "1", ttl(TTL))
            .put(RUNTIME, "lasting", "1");
    private final Server server = new Server(world.snapshots());
    private final DeltaTranscript envoy = server.delta();

    @Test
    void P51_aResourceIsSentWithItsTtl() {
        envoy.subscribes(RUNTIME, "fault");

        DeltaReceived sent = envoy.receives(RUNTIME).resources("fault");
        assertThat(sent.resource("fault").getTtl()).isEqualTo(Durations.fromSeconds(9));
        sent.acks();
    }

    @Test
    void P51_aHeartbeatHasTheSameVersionTheTtlAndNoBody() {
        connected();
        server.loop().advance(BEAT.minusMillis(1));
        envoy.receivesNothing();

        server.loop().advance(Duration.ofMillis(1));
        DeltaReceived beat = envoy.receives(RUNTIME).withoutBody("fault", "other");
        assertThat(beat.resource("fault").getVersion()).isEqualTo(world.version(RUNTIME, "fault"));
        assertThat(beat.resource("fault").getTtl()).isEqualTo(Durations.fromSeconds(9));
        beat.acks().receivesNothing();
    }

    @Test
    void P51_heartbeatsGoOnForAsLongAsTheResourceIsThere() {
        connected();
        for (int i = 0; i < 5; i++) {
            server.loop().advance(BEAT);
            envoy.receives(RUNTIME).withoutBody("fault", "other").acks();
        }

        world.remove(RUNTIME, "fault");
        envoy.receives(RUNTIME).removed("fault").acks();
        server.loop().advance(BEAT);
        envoy.receives(RUNTIME).withoutBody("other").acks();
    }

    @Test
    void P51_whatIsDueSoonIsMentionedWithWhatIsDue() {
        envoy.subscribes(RUNTIME, "fault").receives(RUNTIME).resources("fault").acks();
        server.loop().advance(BEAT.dividedBy(3));
        envoy.subscribes(RUNTIME, "other").receives(RUNTIME).resources("other").acks();

        server.loop().advance(BEAT.minus(BEAT.dividedBy(3)));
        envoy.receives(RUNTIME).withoutBody("fault", "other").acks();
        server.loop().advance(BEAT);
        envoy.receives(RUNTIME).withoutBody("fault", "other").acks();
    }

    @Test
    void P51_aChangePutsTheNextHeartbeatOff() {
        envoy.subscribes(RUNTIME, "fault").receives(RUNTIME).resources("fault").acks();
        server.loop().advance(BEAT.dividedBy(2).plusMillis(1));
        world.put(RUNTIME, "fault", "2", ttl(TTL));
        envoy.receives(RUNTIME).resources("fault").acks();

        server.loop().advance(BEAT.minusMillis(1));
        envoy.receivesNothing();
        server.loop().advance(Duration.ofMillis(1));
        envoy.receives(RUNTIME).withoutBody("fault").acks();
    }

    @Test
    void P51_aHeartbeatHoldsUpNoPush() {
        connected();
        server.loop().advance(BEAT);
        DeltaReceived beat = envoy.receives(RUNTIME).withoutBody("fault", "other");
        world.put(RUNTIME, "lasting", "2");

        envoy.receives(RUNTIME).resources("lasting").acks();
        beat.acks().receivesNothing();
    }

    @Test
    void P51_aVersionThatTheClientHasNotAcceptedIsNoHeartbeat() {
        envoy.subscribes(RUNTIME, "fault").receives(RUNTIME).resources("fault").acks();
        String accepted = world.version(RUNTIME, "fault");
        world.put(RUNTIME, "fault", "bad", ttl(TTL));
        DeltaReceived bad = envoy.receives(RUNTIME).resources("fault");
        server.loop().advance(BEAT);
        envoy.receivesNothing();

        bad.nacks("no");
        server.loop().advance(BEAT);
        DeltaReceived beat = envoy.receives(RUNTIME).withoutBody("fault");
        assertThat(beat.resource("fault").getVersion()).isEqualTo(accepted);
        beat.acks();
    }

    @Test
    void P51_aResourceThatLosesItsTtlIsMentionedNoMore() {
        envoy.subscribes(RUNTIME, "fault").receives(RUNTIME).resources("fault").acks();
        world.put(RUNTIME, "fault", "1");
        envoy.receives(RUNTIME).resources("fault").acks();

        server.loop().advance(TTL);
        envoy.receivesNothing();
        assertThat(server.loop().isQuiet()).isTrue();
    }

    @Test
    void P51_whatAReconnectingClientHasIsMentionedAtOnce() {
        String version = world.version(RUNTIME, "fault");
        envoy.reconnects(RUNTIME, Map.of("fault", version), "fault");

        server.loop().advance(Duration.ofMillis(1));
        envoy.receives(RUNTIME).withoutBody("fault").acks();
        server.loop().advance(BEAT);
        envoy.receives(RUNTIME).withoutBody("fault").acks();
    }

    @Test
    void P51_whereNothingHasATtlThereIsNoTimer() {
        envoy.subscribes(RUNTIME, "lasting")
                .receives(RUNTIME)
                .resources("lasting")
                .acks()
                .receivesNothing();
        assertThat(server.loop().isQuiet()).isTrue();
    }

    @Test
    void P51_anUnsubscribedResourceIsMentionedNoMore() {
        envoy.subscribes(RUNTIME, "fault").receives(RUNTIME).resources("fault").acks();
        envoy.unsubscribes(RUNTIME, "fault");

        server.loop().advance(TTL);
        envoy.receivesNothing();
        assertThat(server.loop().isQuiet()).isTrue();
    }

    @Test
    void P51_aVirtualHostIsKeptByBeingSentAgainForAsLongAsItIsAskedFor() {
        hostsConnected();
        for (int i = 0; i < 3; i++) {
            server.loop().advance(BEAT);
            DeltaReceived beat = envoy.receives(VIRTUAL_HOST).resources("r/shop", "r/blog");
            assertThat(beat.resource("r/shop").getTtl()).isEqualTo(Durations.fromSeconds(9));
            beat.acks().receivesNothing();
        }

        envoy.unsubscribes(VIRTUAL_HOST, "r/shop.example", "r/blog.example");
        envoy.receives(VIRTUAL_HOST).removed("r/shop", "r/blog").acks();
        server.loop().advance(TTL);
        envoy.receivesNothing();
        assertThat(server.loop().isQuiet()).isTrue();
    }

    @Test
    void P51_aVirtualHostThatIsSentAgainHasNothingElseSentAgain() {
        world.put(CLUSTER, "shop", "1");
        envoy.subscribes(CLUSTER, "shop").receives(CLUSTER).resources("shop").acks();
        hostsConnected(refersTo(CLUSTER, "shop"));
        envoy.receives(CLUSTER).resources("shop").acks();

        server.loop().advance(BEAT);
        envoy.receives(VIRTUAL_HOST).resources("r/shop", "r/blog").acks().receivesNothing();
    }

    @Test
    void P51_aVirtualHostIsNotKeptUnderANameThatAnotherOneAnswersNow() {
        world.put(VIRTUAL_HOST, "r/all", "1", ttl(TTL), alias("r/*"))
                .put(VIRTUAL_HOST, "r/busy", "1", alias("r/busy.example"));
        envoy.subscribes(VIRTUAL_HOST).receives(VIRTUAL_HOST).acks();
        envoy.subscribes(VIRTUAL_HOST, "r/new.example", "r/busy.example")
                .receives(VIRTUAL_HOST)
                .resources("r/all", "r/busy")
                .acks();
        world.put(VIRTUAL_HOST, "r/busy", "2", alias("r/busy.example"));
        DeltaReceived busy = envoy.receives(VIRTUAL_HOST).resources("r/busy");
        world.put(VIRTUAL_HOST, "r/new", "1", alias("r/new.example"));
        server.loop().advance(BEAT);

        busy.acks().receives(VIRTUAL_HOST).resources("r/new").removed("r/all").acks();
        envoy.receivesNothing();
    }

    @Test
    void P51_aVirtualHostThatIsKeptAsItWasBeforeIsSentAsItIsLater() {
        hostsConnected();
        world.put(VIRTUAL_HOST, "r/shop", "2", ttl(TTL), alias("r/shop.example"));
        DeltaReceived second = envoy.receives(VIRTUAL_HOST).resources("r/shop");
        world.put(VIRTUAL_HOST, "r/shop", "1", ttl(TTL), alias("r/shop.example"));
        server.loop().advance(BEAT);
        DeltaReceived beat = envoy.receives(VIRTUAL_HOST).resources("r/shop", "r/blog");
        second.acks();
        beat.acks().receivesNothing();

        world.put(VIRTUAL_HOST, "r/shop", "2", ttl(TTL), alias("r/shop.example"));
        envoy.receives(VIRTUAL_HOST).resources("r/shop").acks();
    }

    @Test
    void P51_aVirtualHostThatWasRejectedIsNotSentAgain() {
        hostsConnected();
        world.put(VIRTUAL_HOST, "r/shop", "bad", ttl(TTL), alias("r/shop.example"));
        envoy.receives(VIRTUAL_HOST).resources("r/shop").nacks("no");

        server.loop().advance(BEAT);
        envoy.receives(VIRTUAL_HOST).resources("r/blog").acks();
        envoy.receivesNothing();
    }

    @Test
    void P51_aVirtualHostThatAReconnectingClientHasIsSentAtOnce() {
        world.put(VIRTUAL_HOST, "r/shop", "1", ttl(TTL), alias("r/shop.example"));
        Map<String, String> shown = Map.of("r/shop", world.version(VIRTUAL_HOST, "r/shop"));
        envoy.reconnects(VIRTUAL_HOST, shown, "r/shop.example")
                .receives(VIRTUAL_HOST)
                .resources("r/shop")
                .acks();

        envoy.receives(VIRTUAL_HOST).acks().receivesNothing();
    }

    private void hostsConnected(World.Trait... traits) {
        for (String host : List.of("shop", "blog")) {
            List<World.Trait> all = new ArrayList<>(List.of(traits));
            all.addAll(List.of(ttl(TTL), alias("r/" + host + ".example")));
            world.put(VIRTUAL_HOST, "r/" + host, "1", all.toArray(World.Trait[]::new));
        }
        envoy.subscribes(VIRTUAL_HOST).receives(VIRTUAL_HOST).acks();
        envoy.subscribes(VIRTUAL_HOST, "r/shop.example", "r/blog.example")
                .receives(VIRTUAL_HOST)
                .resources("r/shop", "r/blog")
                .acks();
    }

    private void connected() {
        envoy.subscribes(RUNTIME, "fault", "other", "lasting")
                .receives(RUNTIME)
                .resources("fault", "other", "lasting")
                .acks();
    }
}
