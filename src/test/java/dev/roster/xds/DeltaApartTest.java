package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.ENDPOINT;
import static dev.roster.envoy.ResourceType.ROUTE;
import static dev.roster.envoy.ResourceType.VIRTUAL_HOST;
import static dev.roster.snapshot.World.alias;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.roster.snapshot.World;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a client of a delta stream rejected together: the bad one is found, and the good ones are not kept from it. */
class DeltaApartTest {
    private final World world = new World().ready().put(ENDPOINT, "a", "1").put(ENDPOINT, "b", "1");
    private final Server server = new Server(world.snapshots());
    private final DeltaTranscript client = server.delta();

    @Test
    void P82_twoThatAreRejectedTogetherAreSentAgainOneByOne() {
        client.subscribes(ROUTE, "good", "bad");
        world.change(change -> change.put(ROUTE, "good", "1").put(ROUTE, "bad", "1"));
        client.receives(ROUTE).resources("good", "bad").nacks("no");

        client.receives(ROUTE).resources("good").acks();
        client.receives(ROUTE).resources("bad").nacks("no cluster");
        client.receivesNothing();
        assertThat(unsettled())
                .extracting(ResourceDescription::name, ResourceDescription::standing, ResourceDescription::error)
                .containsExactly(tuple("bad", Standing.ERROR, "no cluster"));
        world.put(ROUTE, "bad", "repaired").put(ROUTE, "good", "2");
        client.receives(ROUTE).resources("good", "bad").acks();
    }

    @Test
    void P82_whatIsToBeSentAloneIsNotRejectedYet() {
        togetherRejected();
        client.receives(ENDPOINT).resources("a").leavesUnanswered();

        assertThat(unsettled())
                .extracting(ResourceDescription::name, ResourceDescription::standing, ResourceDescription::rejected)
                .containsExactlyInAnyOrder(tuple("a", Standing.STALE, null), tuple("b", Standing.STALE, null));
    }

    @Test
    void P82_whatWasAcceptedBeforeIsNotSentAgain() {
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
        client.subscribes(ENDPOINT, "a", "b")
                .receives(ENDPOINT)
                .resources("a", "b")
                .nacks("no");

        client.receives(ENDPOINT).resources("b").acks().receivesNothing();
    }

    @Test
    void P82_whatChangedMeanwhileIsSentAsItIsThenAndWithWhatElseChanged() {
        DeltaReceived both =
                client.subscribes(ENDPOINT, "a", "b").receives(ENDPOINT).resources("a", "b");
        world.put(ENDPOINT, "a", "2");

        both.nacks("no").receives(ENDPOINT).resources("a").acks();
        client.receives(ENDPOINT).resources("b").acks().receivesNothing();
    }

    @Test
    void P82_whatIsUnsubscribedOrRemovedMeanwhileIsNotSentAlone() {
        togetherRejected();
        DeltaReceived alone = client.receives(ENDPOINT).resources("a");
        client.unsubscribes(ENDPOINT, "b");

        alone.acks().receivesNothing();
    }

    @Test
    void P82_aClusterThatAnEnvoyNamesIsRejectedAndTheOthersAreAccepted() {
        world.change(change -> change.put(CLUSTER, "good", "1").put(CLUSTER, "bad", "1"));
        client.subscribes(CLUSTER, "*")
                .receives(CLUSTER)
                .resources("good", "bad")
                .nacks("Error adding/updating cluster(s) bad: not as good as it should be");

        client.receivesNothing();
        assertThat(unsettled())
                .singleElement()
                .extracting(ResourceDescription::name)
                .isEqualTo("bad");
        assertThat(server.journal().lines())
                .contains("delta rejected [bad]: Error adding/updating cluster(s) bad: not as good as it should be");
    }

    /** The whole, twice ten halves, and of the last two only one more than the bad one: 2 k log2(n / k). */
    @Test
    void P82_fewResponsesFindOneBadAmongMany() {
        assertThat(responsesUntilKnown(Set.of("c700"))).isEqualTo(1 + 2 * 10);
        assertThat(unsettled()).extracting(ResourceDescription::name).containsExactly("c700");
    }

    @Test
    void P82_fewResponsesFindSomeBadAmongMany() {
        Set<String> bad = Set.of("c3", "c300", "c301", "c900");

        assertThat(responsesUntilKnown(bad)).isLessThanOrEqualTo(2 * 4 * (10 - 2) + 2 * 4);
        assertThat(unsettled()).extracting(ResourceDescription::name).containsExactlyInAnyOrderElementsOf(bad);
    }

    /** How many responses a client is sent that rejects each with a bad one in it, and can only say so. */
    private int responsesUntilKnown(Set<String> bad) {
        world.change(change -> IntStream.range(0, 1024).forEach(i -> change.put(CLUSTER, "c" + i, "1")));
        client.subscribes(CLUSTER, "*");
        int responses = 0;
        Set<String> rejectedAlone = new TreeSet<>();
        while (client.hasUnread()) {
            DeltaReceived response = client.receives(CLUSTER).anything();
            responses++;
            Set<String> names = response.versions().keySet();
            if (names.stream().noneMatch(bad::contains)) {
                response.acks();
            } else {
                response.nacks("no");
                if (names.size() == 1) {
                    rejectedAlone.addAll(names);
                }
            }
        }
        assertThat(rejectedAlone).isEqualTo(new TreeSet<>(bad));
        return responses;
    }

    @Test
    void P82_whatWordsThatWereCutNameIsKnownToBeBadAndTheRestIsSentInParts() {
        world.change(change -> List.of("a", "b", "c").forEach(name -> change.put(CLUSTER, name, "1")));
        client.subscribes(CLUSTER, "a", "b", "c")
                .receives(CLUSTER)
                .resources("a", "b", "c")
                .nacks("Error adding/updating cluster(s) a: no, b...(truncated)");

        client.receives(CLUSTER).resources("b").nacks("no");
        client.receives(CLUSTER).resources("c").acks().receivesNothing();
        assertThat(unsettled()).extracting(ResourceDescription::name).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void P82_whatIsSetApartTakesTurnsWithWhatChanges() {
        world.put(ENDPOINT, "busy", "1");
        client.subscribes(ENDPOINT, "busy").receives(ENDPOINT).resources("busy").acks();
        togetherRejected();
        DeltaReceived apart = client.receives(ENDPOINT).resources("a");
        world.put(ENDPOINT, "busy", "2");
        DeltaReceived busy = apart.acks().receives(ENDPOINT).resources("busy");
        world.put(ENDPOINT, "busy", "3");

        busy.acks().receives(ENDPOINT).resources("b").nacks("no");
        client.receives(ENDPOINT).resources("busy").acks().receivesNothing();
    }

    @Test
    void P82_whatChangesWhileItIsSetApartIsSentOnceAsItIsThen() {
        client.subscribes(ENDPOINT, "a", "b");
        DeltaReceived both = client.receives(ENDPOINT).resources("a", "b");
        DeltaReceived alone = both.nacks("no").receives(ENDPOINT).resources("a");
        world.put(ENDPOINT, "b", "2");

        DeltaReceived changed = alone.acks().receives(ENDPOINT).resources("b");
        assertThat(changed.versions()).containsEntry("b", world.version(ENDPOINT, "b"));
        changed.acks().receivesNothing();
    }

    @Test
    void P82_aHostIsSentAgainUnderAllItsNamesAtOnce() {
        world.change(change -> change.put(VIRTUAL_HOST, "r/one", "1", alias("r/a"))
                .put(VIRTUAL_HOST, "r/many", "1", alias("r/b"), alias("r/c"), alias("r/d"), alias("r/e")));
        client.subscribes(VIRTUAL_HOST).receives(VIRTUAL_HOST).acks();
        client.subscribes(VIRTUAL_HOST, "r/a", "r/b", "r/c", "r/d", "r/e")
                .receives(VIRTUAL_HOST)
                .resources("r/one", "r/many")
                .nacks("no");

        client.receives(VIRTUAL_HOST).resources("r/one").acks();
        client.receives(VIRTUAL_HOST).resources("r/many").nacks("no");
        client.receivesNothing();
        assertThat(unsettled())
                .extracting(ResourceDescription::name)
                .containsExactlyInAnyOrder("r/b", "r/c", "r/d", "r/e");
    }

    private void togetherRejected() {
        client.subscribes(ENDPOINT, "a", "b")
                .receives(ENDPOINT)
                .resources("a", "b")
                .nacks("no");
    }

    private List<ResourceDescription> unsettled() {
        return server.describe().getFirst().types().getFirst().unsettled().resources();
    }
}
