package dev.roster.xds;

import static dev.roster.envoy.ResourceType.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.roster.snapshot.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Secrets, which are sent one by one: an Envoy that rejects one accepts it without a look when it comes again, so that its
 * first word must be of that one alone (P82).
 */
class SentAloneTest {
    private static final String[] ALL = {"good1", "bad", "good2"};

    private final World world = new World().ready();
    private final Server server = new Server(world.snapshots());

    SentAloneTest() {
        putAll("1");
    }

    @Test
    void P82_aDeltaClientIsSentEachSecretThatItAsksForByItself() {
        DeltaTranscript client = server.delta().subscribes(SECRET, ALL);
        DeltaReceived first = client.receives(SECRET).resources("good1");
        DeltaReceived second = client.receives(SECRET).resources("bad");
        DeltaReceived third = client.receives(SECRET).resources("good2");
        client.receivesNothing();
        first.acks();
        second.nacks("no key");
        third.acks().receivesNothing();

        expectOnlyTheBadOneIsRejected();
    }

    @Test
    void P02_aSecretThatDoesNotExistIsAnsweredAtOnceWhateverElseIsAskedFor() {
        DeltaTranscript client = server.delta().subscribes(SECRET, "good1", "good2", "ghost");
        client.receives(SECRET).resources("good1").leavesUnanswered();
        client.receives(SECRET).resources("good2").removed("ghost").leavesUnanswered();
        client.receivesNothing();
    }

    @Test
    void P22_ofManySecretsTheRestFollowsTheAnswers() {
        String[] many = IntStream.range(0, 100).mapToObj(i -> "s" + i).toArray(String[]::new);
        world.change(change -> List.of(many).forEach(name -> change.put(SECRET, name, "1")));
        DeltaTranscript client = server.delta().subscribes(SECRET, many);
        DeltaReceived last = client.receives(SECRET).resources("s0");
        for (int i = 1; i < 32; i++) {
            last = client.receives(SECRET).resources("s" + i);
        }
        client.receivesNothing();

        for (int i = 32; i < many.length; i++) {
            last = last.acks().receives(SECRET).resources(many[i]);
        }
        last.acks().receivesNothing();
    }

    @Test
    void P82_aStateOfTheWorldClientIsSentOneSecretAfterTheOther() {
        SotwTranscript client = server.sotw().wants(SECRET, ALL);
        client.receives(SECRET).resources("good1").acks();
        client.receives(SECRET).resources("bad").nacks("no key");
        client.receives(SECRET).resources("good2").acks().receivesNothing();

        expectOnlyTheBadOneIsRejected();
    }

    @Test
    void P82_soAreThoseThatChangeTogether() {
        DeltaTranscript delta = server.delta().subscribes(SECRET, ALL);
        SotwTranscript sotw = server.sotw().wants(SECRET, ALL);
        for (String name : ALL) {
            delta.receives(SECRET).resources(name).acks();
            sotw.receives(SECRET).resources(name).acks();
        }

        putAll("2");
        expectOneAfterTheOther(delta, sotw);
    }

    @Test
    void P82_soIsAllThereIs() {
        DeltaTranscript delta = server.delta().subscribes(SECRET, "*");
        SotwTranscript sotw = server.sotw().wants(SECRET, "*");
        expectOneAfterTheOther(delta, sotw);
    }

    @Test
    void P82_whatIsWantedNoMoreIsNotSent() {
        SotwTranscript client = server.sotw().wants(SECRET, ALL);
        client.receives(SECRET).resources("good1").leavesUnanswered();

        client.wants(SECRET, "good1", "good2");
        client.receives(SECRET).resources("good2").acks().receivesNothing();
    }

    @Test
    void P38_theNextFollowsTheDeadlineWhenNothingIsAnswered() {
        SotwTranscript sotw = server.sotw().wants(SECRET, "good1", "good2");
        sotw.receives(SECRET).resources("good1").leavesUnanswered();
        server.loop().advance(Server.DEADLINE.minus(Duration.ofMillis(1)));
        sotw.receivesNothing();

        server.loop().advance(Duration.ofMillis(1));
        sotw.receives(SECRET).resources("good2").acks().receivesNothing();
    }

    /** Removals are not rejected. */
    @Test
    void P82_whatIsMissingIsAnsweredWithTheFirst() {
        DeltaTranscript client = server.delta();
        client.reconnects(SECRET, Map.of(), "ghost", "good1")
                .receives(SECRET)
                .resources("good1")
                .removed("ghost")
                .acks()
                .receivesNothing();
    }

    private static void expectOneAfterTheOther(DeltaTranscript delta, SotwTranscript sotw) {
        for (int i = 0; i < ALL.length; i++) {
            DeltaReceived one = delta.receives(SECRET).anything();
            assertThat(one.versions()).hasSize(1);
            one.acks();
            SotwReceived other = sotw.receives(SECRET).anything();
            assertThat(other.contents()).hasSize(1);
            other.acks();
        }
        delta.receivesNothing();
        sotw.receivesNothing();
    }

    private void putAll(String content) {
        world.change(change -> List.of(ALL).forEach(name -> change.put(SECRET, name, content)));
    }

    private void expectOnlyTheBadOneIsRejected() {
        assertThat(server.describe().getFirst().types().getFirst().unsettled().resources())
                .extracting(ResourceDescription::name, ResourceDescription::standing, ResourceDescription::error)
                .containsExactly(tuple("bad", Standing.ERROR, "no key"));
    }
}
