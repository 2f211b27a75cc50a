package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.ENDPOINT;
import static dev.roster.envoy.ResourceType.ROUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.roster.snapshot.World;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a state-of-the-world client rejected together: the bad one is found, and the good ones are not kept from it. */
class SotwApartTest {
    private final World world = new World().ready();
    private final Server server = new Server(world.snapshots());
    private final SotwTranscript client = server.sotw();

    @Test
    void P82_whatIsRejectedTogetherIsSentAgainInHalves() {
        routes("good1", "bad", "good2");
        client.wants(ROUTE, "good1", "bad", "good2")
                .receives(ROUTE)
                .resources("good1", "bad", "good2")
                .nacks("no");

        client.receives(ROUTE).resources("good1", "bad").nacks("no");
        client.receives(ROUTE).resources("good2").acks();
        client.receives(ROUTE).resources("good1").acks();
        client.receives(ROUTE).resources("bad").nacks("no cluster");
        client.receivesNothing();
        assertThat(unsettled())
                .extracting(ResourceDescription::name, ResourceDescription::standing, ResourceDescription::error)
                .containsExactly(tuple("bad", Standing.ERROR, "no cluster"));
    }

    @Test
    void P12_theNextDifferentVersionOfTheBadOneIsSentAtOnce() {
        P82_whatIsRejectedTogetherIsSentAgainInHalves();

        world.put(ROUTE, "bad", "repaired");
        client.receives(ROUTE).resources("bad").acks().receivesNothing();
        assertThat(unsettled()).isEmpty();
    }

    @Test
    void P82_whatIsWantedNoMoreIsNotSentAgain() {
        routes("a", "b", "c");
        client.wants(ROUTE, "a", "b", "c")
                .receives(ROUTE)
                .resources("a", "b", "c")
                .nacks("no");
        client.receives(ROUTE).resources("a", "b").acks();
        SotwReceived last = client.receives(ROUTE).resources("c");

        client.wants(ROUTE, "a", "b");
        last.leavesUnanswered().receivesNothing();
    }

    @Test
    void P82_aPushThatIsRejectedIsTakenApartToo() {
        world.put(ENDPOINT, "a", "1").put(ENDPOINT, "b", "1");
        client.wants(ENDPOINT, "a", "b").receives(ENDPOINT).resources("a", "b").acks();
        world.change(change -> change.put(ENDPOINT, "a", "2").put(ENDPOINT, "b", "bad"));
        client.receives(ENDPOINT).resources("a", "b").nacks("no");

        SotwReceived one = client.receives(ENDPOINT).anything();
        assertThat(one.contents()).hasSize(1);
        SotwReceived other = one.acks().receives(ENDPOINT).anything();
        assertThat(other.contents())
                .hasSize(1)
                .doesNotContainKeys(one.contents().keySet().toArray(String[]::new));
        other.nacks("no").receivesNothing();
    }

    @Test
    void P82_whatIsSetApartTakesTurnsWithWhatChanges() {
        routes("a", "b", "busy");
        client.wants(ROUTE, "a", "b", "busy").receives(ROUTE).anything().nacks("no");
        SotwReceived half = client.receives(ROUTE).resources("a", "b");
        world.put(ROUTE, "busy", "2");
        SotwReceived busy = half.nacks("no").receives(ROUTE).resources("busy");
        world.put(ROUTE, "busy", "3");

        busy.acks().receives(ROUTE).resources("a").acks();
        client.receives(ROUTE).resources("busy").acks();
        client.receives(ROUTE).resources("b").nacks("no").receivesNothing();
    }

    @Test
    void P82_fewResponsesFindOneBadAmongMany() {
        String[] names = IntStream.range(0, 1024).mapToObj(i -> "r" + i).toArray(String[]::new);
        routes(names);
        client.wants(ROUTE, names);
        int responses = 0;
        while (client.hasUnread()) {
            SotwReceived response = client.receives(ROUTE).anything();
            responses++;
            if (response.contents().containsKey("r300")) {
                response.nacks("no");
            } else {
                response.acks();
            }
        }
        assertThat(responses).isEqualTo(1 + 2 * 10);
        assertThat(unsettled()).extracting(ResourceDescription::name).containsExactly("r300");
    }

    @Test
    void P82_anAnswerToAnOlderResponseSaysWhatTheClientMakesOfThatOne() {
        routes("bad", "good");
        SotwReceived bad = client.wants(ROUTE, "bad").receives(ROUTE).resources("bad");
        String older = bad.nonce();
        client.sends(client.about(ROUTE.typeUrl()).clearResponseNonce().addResourceNames("good"));
        client.receives(ROUTE).resources("good").leavesUnanswered();

        client.sends(client.about(ROUTE.typeUrl())
                .setResponseNonce(older)
                .setErrorDetail(DeltaReceived.rejection("no cluster")));
        assertThat(unsettled())
                .extracting(ResourceDescription::name, ResourceDescription::standing)
                .containsExactlyInAnyOrder(tuple("bad", Standing.ERROR), tuple("good", Standing.STALE));
    }

    @Test
    void P82_ofAFullSetOnlyWhatAnEnvoyNamesIsRejected() {
        clusters("ok1", "worse", "ok2");
        client.wants(CLUSTER)
                .receives(CLUSTER)
                .resources("ok1", "worse", "ok2")
                .nacks("Error adding/updating cluster(s) worse: no");

        client.receivesNothing();
        assertThat(unsettled())
                .extracting(ResourceDescription::name, ResourceDescription::standing)
                .containsExactly(tuple("worse", Standing.ERROR));
        assertThat(server.journal().lines())
                .contains("sotw rejected [worse]: Error adding/updating cluster(s) worse: no");
    }

    @Test
    void P82_ofAFullSetWhatWordsThatWereCutDoNotNameIsNeitherAcceptedNorRejected() {
        clusters("a", "b", "c");
        client.wants(CLUSTER)
                .receives(CLUSTER)
                .resources("a", "b", "c")
                .nacks("Error adding/updating cluster(s) b: no, c...(truncated)");

        client.receivesNothing();
        assertThat(unsettled())
                .extracting(ResourceDescription::name, ResourceDescription::standing)
                .containsExactlyInAnyOrder(
                        tuple("a", Standing.STALE), tuple("b", Standing.ERROR), tuple("c", Standing.STALE));
    }

    @Test
    void P82_ofAFullSetThatIsRejectedForNoNameAllIsRejectedThatWasNotAcceptedBefore() {
        clusters("a");
        client.wants(CLUSTER).receives(CLUSTER).resources("a").acks();
        clusters("b", "c");
        client.receives(CLUSTER).resources("a", "b", "c").nacks("no");

        client.receivesNothing();
        assertThat(unsettled())
                .extracting(ResourceDescription::name, ResourceDescription::standing)
                .containsExactlyInAnyOrder(tuple("b", Standing.ERROR), tuple("c", Standing.ERROR));
    }

    private void routes(String... names) {
        world.change(change -> List.of(names).forEach(name -> change.put(ROUTE, name, "1")));
    }

    private void clusters(String... names) {
        world.change(change -> List.of(names).forEach(name -> change.put(CLUSTER, name, "1")));
    }

    private List<ResourceDescription> unsettled() {
        return server.describe().getFirst().types().getFirst().unsettled().resources();
    }
}
