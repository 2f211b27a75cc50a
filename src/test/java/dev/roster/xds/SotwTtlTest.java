package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.ENDPOINT;
import static dev.roster.envoy.ResourceType.LISTENER;
import static dev.roster.envoy.ResourceType.ROUTE;
import static dev.roster.envoy.ResourceType.RUNTIME;
import static dev.roster.envoy.ResourceType.SECRET;
import static dev.roster.snapshot.World.ttl;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import dev.roster.snapshot.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Resources that a state-of-the-world client keeps only as long as it hears of them (P51). */
class SotwTtlTest {
    private static final Duration TTL = Duration.ofSeconds(9);
    private static final Duration BEAT = TTL.dividedBy(3);
    private static final String TAKES_TTL = "xds.config.supports-resource-in-sotw";

    private final World world =
            new World().ready().put(RUNTIME, "fault", "1", ttl(TTL)).put(RUNTIME, "lasting", "1");
    private final Server server = new Server(world.snapshots());

    @Test
    void P51_aStateOfTheWorldClientThatTakesNoTtlIsTroubledWithNone() {
        SotwTranscript client = server.sotw().wants(RUNTIME, "fault");
        SotwReceived received = client.receives(RUNTIME).resources("fault");
        assertThat(received.contents()).containsEntry("fault", "1");
        received.acks();

        server.loop().advance(TTL);
        client.receivesNothing();
    }

    @Test
    void P51_aStateOfTheWorldClientThatTakesATtlGetsItInAWrapper() {
        SotwTranscript client = server.sotw().withFeatures(TAKES_TTL).wants(RUNTIME, "fault", "lasting");
        SotwReceived first = client.receives(RUNTIME).resources("fault", "lasting");
        assertThat(first.wrapped("fault").getTtl()).isEqualTo(Durations.fromSeconds(9));
        first.acks();

        server.loop().advance(BEAT);
        SotwReceived beat = client.receives(RUNTIME).resources("fault");
        assertThat(beat.version()).isEqualTo(first.version());
        assertThat(beat.wrapped("fault")).isEqualTo(first.wrapped("fault"));
        beat.acks().receivesNothing();
    }

    @Test
    void P51_aStateOfTheWorldClientIsNotSentAgainWhatItRejected() {
        SotwTranscript client = server.sotw().withFeatures(TAKES_TTL).wants(RUNTIME, "fault");
        client.receives(RUNTIME).resources("fault").nacks("no");

        server.loop().advance(TTL);
        client.receivesNothing();
    }

    @Test
    void P51_theFeaturesMayAlsoBeTheTwoThatAreDocumented() {
        SotwTranscript client = server.sotw()
                .withFeatures("xds.config.resource-in-sotw", "xds.config.supports-resource-ttl")
                .wants(RUNTIME, "fault");
        assertThat(client.receives(RUNTIME).resources("fault").wrapped("fault").hasTtl())
                .isTrue();
    }

    @Test
    void P51_aFullSetIsKeptByBeingSentAgain() {
        world.put(LISTENER, "l", "1", ttl(TTL)).put(LISTENER, "m", "1");
        SotwTranscript client = server.sotw().withFeatures(TAKES_TTL).wants(LISTENER);
        client.receives(LISTENER).resources("l", "m").acks();

        server.loop().advance(BEAT);
        SotwReceived again = client.receives(LISTENER).resources("l", "m");
        assertThat(again.wrapped("l").hasResource()).isTrue();
        again.acks().receivesNothing();
    }

    /** Each change is sent in the turn in which the one before is answered. */
    @Test
    void P51_aStreamOfChangesPutsNoHeartbeatOff() {
        SotwTranscript client = server.sotw().withFeatures(TAKES_TTL).wants(RUNTIME, "fault", "lasting");
        client.receives(RUNTIME).resources("fault", "lasting").acks();
        world.put(RUNTIME, "lasting", "2");
        Duration step = TTL.dividedBy(30);
        Duration silence = Duration.ZERO;
        for (int content = 3; content < 100; content++) {
            SotwReceived sent = client.receives(RUNTIME);
            world.put(RUNTIME, "lasting", String.valueOf(content));
            server.loop().advance(step);
            silence = sent.isAbout("fault") ? Duration.ZERO : silence.plus(step);
            assertThat(silence).isLessThan(TTL);
            sent.anything().acks();
        }
    }

    @Test
    void P51_whatIsDueWhileAPushIsUnansweredIsSentOnceItIsAnswered() {
        SotwTranscript client = server.sotw().withFeatures(TAKES_TTL).wants(RUNTIME, "fault", "lasting");
        client.receives(RUNTIME).resources("fault", "lasting").acks();
        server.loop().advance(BEAT.minusMillis(1));
        world.put(RUNTIME, "lasting", "2");
        SotwReceived pushed = client.receives(RUNTIME).resources("lasting");
        server.loop().advance(BEAT);
        client.receivesNothing();

        pushed.acks().receives(RUNTIME).resources("fault").acks().receivesNothing();
    }

    @Test
    void P51_aResourceThatComesBackAfterTheClientForgotItIsSentAndKept() {
        SotwTranscript client = server.sotw().withFeatures(TAKES_TTL).wants(RUNTIME, "fault");
        client.receives(RUNTIME).resources("fault").acks();
        world.remove(RUNTIME, "fault");
        server.loop().advance(TTL);
        client.receivesNothing();

        world.put(RUNTIME, "fault", "1", ttl(TTL));
        client.receives(RUNTIME).resources("fault").acks();
        server.loop().advance(BEAT);
        client.receives(RUNTIME).resources("fault").acks().receivesNothing();
    }

    @Test
    void P51_aFullSetIsKeptWhileSomethingOfItIsYetToBeWithdrawn() {
        world.put(CLUSTER, "kept", "1", ttl(TTL)).put(CLUSTER, "old", "1").put(ROUTE, "r", "1");
        world.put(ENDPOINT, "kept", "1").put(ENDPOINT, "old", "1");
        SotwTranscript client = server.sotw().withFeatures(TAKES_TTL).wants(CLUSTER);
        client.receives(CLUSTER).resources("kept", "old").acks();
        client.wants(ENDPOINT, "kept", "old")
                .receives(ENDPOINT)
                .resources("kept", "old")
                .acks();
        client.wants(ROUTE, "r").receives(ROUTE).resources("r").acks();
        world.change(change -> change.put(ROUTE, "r", "2").remove(CLUSTER, "old"));
        client.receives(ROUTE).resources("r").nacks("no");

        server.loop().advance(BEAT);
        client.receives(CLUSTER).resources("kept", "old").acks().receivesNothing();
    }

    @Test
    void P51_secretsAreKeptOneByOne() {
        world.put(SECRET, "a", "1", ttl(TTL)).put(SECRET, "b", "1", ttl(TTL));
        SotwTranscript client = server.sotw().withFeatures(TAKES_TTL).wants(SECRET, "a", "b");
        client.receives(SECRET).resources("a").acks();
        client.receives(SECRET).resources("b").acks();

        server.loop().advance(BEAT);
        client.receives(SECRET).resources("a").acks();
        client.receives(SECRET).resources("b").acks().receivesNothing();
    }
}
