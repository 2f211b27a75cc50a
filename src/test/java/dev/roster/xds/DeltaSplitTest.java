package dev.roster.xds;

import static dev.roster.envoy.ResourceType.ENDPOINT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.snapshot.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Delta responses that would be too large (P23): three resources of 900 KB need two. */
class DeltaSplitTest {
    private static final int LIMIT = 2 * 1024 * 1024;
    private static final String LARGE = "x".repeat(900_000);

    private final World world = new World()
            .ready()
            .put(ENDPOINT, "a", LARGE)
            .put(ENDPOINT, "b", LARGE)
            .put(ENDPOINT, "c", LARGE);
    private final Server server = new Server(world.snapshots());
    private final DeltaTranscript client = server.delta();

    @Test
    void P23_theRestFollowsTheAck() {
        DeltaReceived first =
                client.subscribes(ENDPOINT, "a", "b", "c").receives(ENDPOINT).resources("a", "b");
        client.receivesNothing();
        assertThat(first.size()).isLessThanOrEqualTo(LIMIT);

        first.acks().receives(ENDPOINT).resources("c").acks().receivesNothing();
    }

    @Test
    void P23_theRestOfTheWildcardFollowsTheAck() {
        DeltaReceived first =
                client.subscribes(ENDPOINT, "*").receives(ENDPOINT).anything();
        assertThat(first.versions()).hasSize(2);

        DeltaReceived second = first.acks().receives(ENDPOINT).anything();
        assertThat(second.versions())
                .hasSize(1)
                .doesNotContainKeys(first.versions().keySet().toArray(String[]::new));
        second.acks().receivesNothing();
    }

    @Test
    void P23_theRestFollowsANack() {
        client.subscribes(ENDPOINT, "a", "b", "c")
                .receives(ENDPOINT)
                .resources("a", "b")
                .nacks("no")
                .receives(ENDPOINT)
                .resources("c")
                .leavesUnanswered();
    }

    @Test
    void P23_theRestFollowsTheDeadlineWhenNothingIsAnswered() {
        client.subscribes(ENDPOINT, "a", "b", "c")
                .receives(ENDPOINT)
                .resources("a", "b")
                .leavesUnanswered();

        server.loop().advance(Server.DEADLINE.minus(Duration.ofMillis(1)));
        client.receivesNothing();
        server.loop().advance(Duration.ofMillis(1));
        client.receives(ENDPOINT).resources("c").acks().receivesNothing();
    }

    @Test
    void P23_anAckOfSomethingElseDoesNotBringTheRest() {
        world.put(ENDPOINT, "small", "1");
        DeltaReceived small =
                client.subscribes(ENDPOINT, "small").receives(ENDPOINT).resources("small");
        client.subscribes(ENDPOINT, "a", "b", "c")
                .receives(ENDPOINT)
                .resources("a", "b")
                .leavesUnanswered();

        small.acks().receivesNothing();
    }

    @Test
    void P23_whatChangesBetweenThePartsIsSentAsItIsThen() {
        DeltaReceived first =
                client.subscribes(ENDPOINT, "a", "b", "c").receives(ENDPOINT).resources("a", "b");
        world.put(ENDPOINT, "a", "2").put(ENDPOINT, "c", "2");

        DeltaReceived second = first.acks().receives(ENDPOINT).resources("c");
        assertThat(second.versions()).containsEntry("c", world.version(ENDPOINT, "c"));
        second.acks().receives(ENDPOINT).resources("a").acks().receivesNothing();
    }

    @Test
    void P23_aNameThatVanishesBetweenThePartsIsAnsweredAsRemoved() {
        DeltaReceived first =
                client.subscribes(ENDPOINT, "a", "b", "c").receives(ENDPOINT).resources("a", "b");
        world.remove(ENDPOINT, "a", "c");

        first.acks().receives(ENDPOINT).removed("c").acks();
        client.receives(ENDPOINT).removed("a").acks().receivesNothing();
    }

    @Test
    void P23_whatTheWildcardHasNotSentAndVanishesIsNeverMentioned() {
        DeltaReceived first =
                client.subscribes(ENDPOINT, "*").receives(ENDPOINT).anything();
        String unsent = world.names(ENDPOINT).stream()
                .filter(name -> !first.versions().containsKey(name))
                .findFirst()
                .orElseThrow();
        world.remove(ENDPOINT, unsent);

        first.acks().receivesNothing();
    }

    @Test
    void P23_whatAppearsBetweenThePartsOfTheWildcardIsSentOnce() {
        DeltaReceived first =
                client.subscribes(ENDPOINT, "*").receives(ENDPOINT).anything();
        world.put(ENDPOINT, "d", "1");

        DeltaReceived second = first.acks().receives(ENDPOINT).anything();
        assertThat(second.versions()).hasSize(1).doesNotContainKey("d");
        second.acks().receives(ENDPOINT).resources("d").acks().receivesNothing();
    }

    @Test
    void P23_whatIsUnsubscribedBetweenThePartsIsNotSent() {
        DeltaReceived first =
                client.subscribes(ENDPOINT, "a", "b", "c").receives(ENDPOINT).resources("a", "b");

        first.leavesUnanswered().sends(first.answer().addResourceNamesUnsubscribe("c"));
        client.receivesNothing();
    }

    @Test
    void P23_aSubscribeBetweenThePartsIsAnsweredAtOnce() {
        world.put(ENDPOINT, "small", "1");
        client.subscribes(ENDPOINT, "a", "b", "c")
                .receives(ENDPOINT)
                .resources("a", "b")
                .leavesUnanswered();

        DeltaReceived second =
                client.subscribes(ENDPOINT, "small").receives(ENDPOINT).resources("c", "small");
        second.acks().receivesNothing();
    }

    @Test
    void P23_aPushIsSplitToo() {
        client.subscribes(ENDPOINT, "a", "b", "c").receives(ENDPOINT).anything().acks();
        client.receives(ENDPOINT).anything().acks();
        String other = "y".repeat(900_000);
        world.change(change ->
                change.put(ENDPOINT, "a", other).put(ENDPOINT, "b", other).put(ENDPOINT, "c", other));

        DeltaReceived first = client.receives(ENDPOINT).anything();
        assertThat(first.size()).isLessThanOrEqualTo(LIMIT);
        client.receivesNothing();
        DeltaReceived second = first.acks().receives(ENDPOINT).anything();
        assertThat(first.versions().size() + second.versions().size()).isEqualTo(3);
        second.acks().receivesNothing();
    }

    @Test
    void P23_aResourceThatIsTooLargeAloneIsSentAlone() {
        world.put(ENDPOINT, "huge", "x".repeat(3_000_000)).put(ENDPOINT, "small", "1");
        client.subscribes(ENDPOINT, "huge", "small")
                .receives(ENDPOINT)
                .resources("huge")
                .acks()
                .receives(ENDPOINT)
                .resources("small")
                .acks()
                .receivesNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xx", "ü"})
    void P23_manyMissingNamesAreSplitToo(String twoBytes) {
        String[] names = new String[1500];
        for (int i = 0; i < names.length; i++) {
            names[i] = i + twoBytes.repeat(1000);
        }
        DeltaReceived first =
                client.subscribes(ENDPOINT, names).receives(ENDPOINT).anything();
        assertThat(first.size()).isLessThanOrEqualTo(LIMIT);

        DeltaReceived second = first.acks().receives(ENDPOINT).anything();
        assertThat(first.removedNames().size() + second.removedNames().size()).isEqualTo(names.length);
        second.acks().receivesNothing();
    }
}
