package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.ENDPOINT;
import static dev.roster.envoy.ResourceType.VIRTUAL_HOST;
import static dev.roster.snapshot.World.alias;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.roster.snapshot.World;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a stream says of its client. */
class DescriptionTest {
    private final World world = new World().ready().put(ENDPOINT, "a", "1").put(ENDPOINT, "b", "1");
    private final Server server = new Server(world.snapshots());

    @Test
    void aClientThatAcceptedEverythingIsInSync() {
        server.delta()
                .subscribes(ENDPOINT, "a", "b", "missing")
                .receives(ENDPOINT)
                .resources("a", "b")
                .removed("missing")
                .acks();

        TypeDescription endpoints = endpoints();
        assertThat(endpoints.inSync()).isTrue();
        assertThat(endpoints.interest().wildcard()).isFalse();
        assertThat(endpoints.interest().names()).containsExactlyInAnyOrder("a", "b", "missing");
    }

    @Test
    void whatIsSentAndNotAnsweredIsStale() {
        server.delta().subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a");

        assertThat(endpoints().unsettled().resources())
                .containsExactly(new ResourceDescription(
                        "a", "a", Standing.STALE, world.version(ENDPOINT, "a"), null, null, null));
    }

    @Test
    void whatChangesWhileAnAnswerIsAwaitedIsNotSent() {
        DeltaTranscript client = server.delta()
                .subscribes(ENDPOINT, "a")
                .receives(ENDPOINT)
                .resources("a")
                .acks();
        String first = world.version(ENDPOINT, "a");
        world.put(ENDPOINT, "a", "2");
        DeltaReceived second = client.receives(ENDPOINT).resources("a");
        String pushed = world.version(ENDPOINT, "a");
        world.put(ENDPOINT, "a", "3");
        client.receivesNothing();

        assertThat(endpoints().unsettled().resources())
                .containsExactly(new ResourceDescription("a", "a", Standing.NOT_SENT, pushed, first, null, null));
        second.acks().receives(ENDPOINT).resources("a").acks();
        assertThat(endpoints().inSync()).isTrue();
    }

    @Test
    void aRejectionIsShownWithTheClientsWordsUntilTheRepairedVersionIsAccepted() {
        DeltaTranscript client = server.delta()
                .subscribes(ENDPOINT, "a", "b")
                .receives(ENDPOINT)
                .resources("a", "b")
                .acks();
        String good = world.version(ENDPOINT, "a");
        world.put(ENDPOINT, "a", "bad");
        String bad = world.version(ENDPOINT, "a");
        client.receives(ENDPOINT).resources("a").nacks("no such thing");
        assertThat(endpoints().unsettled().resources())
                .containsExactly(new ResourceDescription("a", "a", Standing.ERROR, bad, good, bad, "no such thing"));

        world.put(ENDPOINT, "a", "repaired");
        DeltaReceived repaired = client.receives(ENDPOINT).resources("a");
        assertThat(endpoints().unsettled().resources())
                .singleElement()
                .extracting(ResourceDescription::standing)
                .isEqualTo(Standing.STALE);
        repaired.acks();
        assertThat(endpoints().inSync()).isTrue();
    }

    @Test
    void aRejectedVersionThatComesBackIsARejectionAgain() {
        DeltaTranscript client = server.delta()
                .subscribes(ENDPOINT, "a")
                .receives(ENDPOINT)
                .resources("a")
                .nacks("no");
        world.put(ENDPOINT, "a", "2");
        client.receives(ENDPOINT).resources("a").acks();
        world.put(ENDPOINT, "a", "1");
        client.receivesNothing();

        assertThat(endpoints().unsettled().resources())
                .singleElement()
                .extracting(ResourceDescription::standing, ResourceDescription::error)
                .containsExactly(Standing.ERROR, "no");
    }

    @Test
    void aRemovalThatMayNotBePushedYetIsNotSent() {
        world.put(CLUSTER, "a", "1");
        DeltaTranscript client = server.delta()
                .subscribes(CLUSTER, "*")
                .receives(CLUSTER)
                .resources("a")
                .acks();
        world.put(CLUSTER, "b", "1");
        DeltaReceived awaited = client.receives(CLUSTER).resources("b");
        world.remove(CLUSTER, "a");
        client.receivesNothing();

        assertThat(described(server).types().getFirst().unsettled().resources())
                .extracting(ResourceDescription::name, ResourceDescription::standing)
                .containsExactlyInAnyOrder(tuple("a", Standing.NOT_SENT), tuple("b", Standing.STALE));
        awaited.acks();
    }

    @Test
    void aStateOfTheWorldClientIsDescribedAlike() {
        SotwTranscript client = server.sotw();
        client.wants(ENDPOINT, "a").receives(ENDPOINT).resources("a").nacks("no");

        assertThat(endpoints().unsettled().resources())
                .containsExactly(new ResourceDescription(
                        "a",
                        "a",
                        Standing.ERROR,
                        world.version(ENDPOINT, "a"),
                        null,
                        world.version(ENDPOINT, "a"),
                        "no"));
        world.put(ENDPOINT, "a", "2");
        client.receives(ENDPOINT).resources("a").acks();
        assertThat(endpoints().inSync()).isTrue();
    }

    @Test
    void aReconnectingClientThatShowsTheCurrentVersionIsInSync() {
        server.sotw().reconnects(CLUSTER, world.version(CLUSTER)).receivesNothing();

        assertThat(described(server).types().getFirst().inSync()).isTrue();
    }

    @Test
    void aStreamToWhichNothingHappenedIsTheSameDescriptionAgain() {
        server.delta()
                .subscribes(ENDPOINT, "a")
                .receives(ENDPOINT)
                .resources("a")
                .acks();
        StreamDescription first = described(server);

        world.put(ENDPOINT, "b", "2");
        assertThat(described(server)).isSameAs(first);
        world.put(ENDPOINT, "a", "2");
        assertThat(described(server)).isNotSameAs(first);
    }

    @Test
    void aPushThatWasAcceptedLeavesWhatIsSaidAsItWas() {
        DeltaTranscript client = server.delta()
                .subscribes(ENDPOINT, "a")
                .receives(ENDPOINT)
                .resources("a")
                .acks();
        StreamDescription before = described(server);
        world.put(ENDPOINT, "a", "2");
        client.receives(ENDPOINT).resources("a").acks();

        assertThat(described(server)).isEqualTo(before);
    }

    @Test
    void aStreamThatHasNotSaidWhoseItIsOrIsClosedIsNotDescribed() {
        DeltaTranscript client = server.delta();
        assertThat(server.describe()).isEmpty();
        client.subscribes(ENDPOINT, "a");
        assertThat(server.describe()).hasSize(1);
        client.closes();
        assertThat(server.describe()).isEmpty();
    }

    @Test
    void aLoopWithManyStreamsIsNotHeldUpByAllOfThemAtOnce() {
        IntStream.range(0, 150).forEach(i -> server.delta().subscribes(ENDPOINT, "a"));
        server.loop().turn();
        long before = server.loop().nanoTime();

        assertThat(server.describe()).hasSize(150);
        assertThat(server.loop().nanoTime()).isGreaterThan(before);
    }

    @Test
    void whoAsksForOtherNamesIsShownWithThose() {
        DeltaTranscript client = server.delta().subscribes(ENDPOINT, "a");
        assertThat(endpoints().interest().names()).containsExactly("a");

        client.subscribes(ENDPOINT, "b").unsubscribes(ENDPOINT, "a");
        assertThat(endpoints().interest().names()).containsExactly("b");
        assertThat(endpoints().interest().wildcard()).isFalse();
        client.subscribes(ENDPOINT, "*");
        assertThat(endpoints().interest().wildcard()).isTrue();
    }

    @Test
    void manyNamesAreCutAndTheRestIsCounted() {
        String[] names = IntStream.range(0, 5000).mapToObj(i -> "name-" + i).toArray(String[]::new);
        server.delta().subscribes(ENDPOINT, names);

        TypeDescription endpoints = endpoints();
        assertThat(endpoints.interest().names()).hasSize(1000);
        assertThat(endpoints.interest().more()).isEqualTo(4000);
    }

    @Test
    void longNamesAreCutEarlier() {
        List<String> names =
                IntStream.range(0, 100).mapToObj(i -> "x".repeat(2000) + i).toList();
        world.change(change -> names.forEach(name -> change.put(ENDPOINT, name, "1")));
        server.delta()
                .subscribes(ENDPOINT, names.toArray(String[]::new))
                .receives(ENDPOINT)
                .anything()
                .leavesUnanswered();

        TypeDescription.Unsettled unsettled = endpoints().unsettled();
        assertThat(unsettled.cut()).isTrue();
        assertThat(unsettled.resources()).hasSizeLessThan(40);
    }

    @Test
    void aLongErrorIsCut() {
        server.delta()
                .subscribes(ENDPOINT, "a")
                .receives(ENDPOINT)
                .resources("a")
                .nacks("no".repeat(10_000));

        assertThat(endpoints().unsettled().resources().getFirst().error()).hasSizeLessThan(5000);
    }

    @Test
    void aVirtualHostIsDescribedByItsOwnNameBesideThoseAskedFor() {
        world.put(VIRTUAL_HOST, "r/shop", "1", alias("r/a.example", "r/b.example"));
        DeltaTranscript client =
                server.delta().subscribes(VIRTUAL_HOST, "r/a.example", "r/b.example", "r/none.example");
        DeltaReceived sent = client.receives(VIRTUAL_HOST).anything();
        assertThat(hosts().unsettled().resources())
                .extracting(ResourceDescription::name, ResourceDescription::ownName)
                .containsExactlyInAnyOrder(
                        tuple("r/a.example", "r/shop"),
                        tuple("r/b.example", "r/shop"),
                        tuple("r/none.example", "r/none.example"));
        sent.acks();

        assertThat(hosts().inSync()).isTrue();
        assertThat(hosts().hosts()).containsExactly("r/shop");
        client.unsubscribes(VIRTUAL_HOST, "r/a.example", "r/b.example");
        assertThat(hosts().hosts()).isEmpty();
    }

    @Test
    void aPushOfAVirtualHostThatWasAcceptedLeavesWhatIsSaidAsItWas() {
        world.put(VIRTUAL_HOST, "r/shop", "1", alias("r/a.example"));
        DeltaTranscript client = server.delta().subscribes(VIRTUAL_HOST, "r/a.example");
        client.receives(VIRTUAL_HOST).resources("r/shop").acks();
        StreamDescription before = described(server);
        world.put(VIRTUAL_HOST, "r/shop", "2", alias("r/a.example"));
        client.receives(VIRTUAL_HOST).resources("r/shop").acks();

        assertThat(described(server)).isNotSameAs(before).isEqualTo(before);
    }

    @Test
    void aVirtualHostThatTakesADomainOverIsDescribedAsTheOneToCome() {
        world.put(VIRTUAL_HOST, "r/all", "1", alias("r/*"));
        DeltaTranscript client = server.delta().subscribes(VIRTUAL_HOST, "r/a.example");
        client.receives(VIRTUAL_HOST).resources("r/all").acks();
        world.put(VIRTUAL_HOST, "r/all", "2", alias("r/*"));
        DeltaReceived awaited = client.receives(VIRTUAL_HOST).resources("r/all");
        world.put(VIRTUAL_HOST, "r/shop", "1", alias("r/a.example"));
        client.receivesNothing();

        assertThat(hosts().unsettled().resources())
                .extracting(ResourceDescription::ownName, ResourceDescription::standing)
                .containsExactly(tuple("r/shop", Standing.NOT_SENT));
        awaited.acks();
        client.receives(VIRTUAL_HOST).resources("r/shop").removed("r/all").acks();
        assertThat(hosts().hosts()).containsExactly("r/shop");
    }

    private TypeDescription hosts() {
        return described(server).types().getFirst();
    }

    private TypeDescription endpoints() {
        return described(server).types().getLast();
    }

    private static StreamDescription described(Server server) {
        assertThat(server.describe()).hasSize(1);
        return server.describe().getFirst();
    }
}
