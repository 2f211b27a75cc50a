package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.ENDPOINT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.snapshot.World;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How streams open and close, and what they are about. */
class StreamLifecycleTest {
    private static final String UNKNOWN_TYPE = "type.googleapis.com/nobody.knows.v3.This";

    private final World world = new World().ready().put(ENDPOINT, "a", "1");
    private final Server server = new Server(world.snapshots());

    @Test
    void P60_theNodeOfTheFirstMessageIsThatOfTheStream() {
        DeltaTranscript client = server.delta();
        client.sends(DeltaTranscript.about(ENDPOINT).setNode(named("first")).addResourceNamesSubscribe("a"));
        client.sends(DeltaTranscript.about(ENDPOINT).setNode(named("second")).addResourceNamesSubscribe("a"));
        client.sends(DeltaTranscript.about(CLUSTER).addResourceNamesSubscribe("*"));

        client.closes();
        assertThat(server.journal().lines()).containsExactly("opened first", "closed first");
    }

    @Test
    void P60_aMissingTypeUrlIsImpliedOnADeltaStreamOfOneType() {
        DeltaTranscript client = server.delta(ENDPOINT);
        client.sends(DeltaDiscoveryRequest.newBuilder().addResourceNamesSubscribe("a"));
        client.receives(ENDPOINT).resources("a").acks();
    }

    @Test
    void P60_aMissingTypeUrlIsImpliedOnASotwStreamOfOneType() {
        SotwTranscript client = server.sotw(ENDPOINT);
        client.sends(DiscoveryRequest.newBuilder().addResourceNames("a"));
        client.receives(ENDPOINT).resources("a").leavesUnanswered();
    }

    @Test
    void P60_aMissingTypeUrlIsRefusedOnTheAggregatedStream() {
        DeltaTranscript client = server.delta();
        client.sends(DeltaDiscoveryRequest.newBuilder().addResourceNamesSubscribe("a"));
        assertThat(client.failures()).singleElement().isInstanceOf(StreamRefused.MissingTypeUrl.class);
    }

    @Test
    void P60_aMissingTypeUrlIsRefusedOnTheAggregatedSotwStream() {
        SotwTranscript client = server.sotw();
        client.sends(DiscoveryRequest.newBuilder().addResourceNames("a"));
        assertThat(client.failures()).singleElement().isInstanceOf(StreamRefused.MissingTypeUrl.class);
    }

    @Test
    void P60_anotherTypeIsRefusedOnAStreamOfOneType() {
        DeltaTranscript client = server.delta(ENDPOINT);
        client.subscribes(CLUSTER, "a");
        assertThat(client.failures()).singleElement().isInstanceOf(StreamRefused.WrongTypeUrl.class);
    }

    @Test
    void P60_aTypeThatIsNotServedHasNoResourceOfAName() {
        DeltaTranscript client = server.delta();
        client.sends(DeltaDiscoveryRequest.newBuilder().setTypeUrl(UNKNOWN_TYPE).addResourceNamesSubscribe("a"));
        client.receives(UNKNOWN_TYPE).removed("a").acks();
        client.receivesNothing();
    }

    @Test
    void P60_aTypeThatIsNotServedHasNothingUnderTheWildcard() {
        DeltaTranscript client = server.delta();
        client.sends(DeltaDiscoveryRequest.newBuilder().setTypeUrl(UNKNOWN_TYPE));
        client.receives(UNKNOWN_TYPE).acks();
        client.receivesNothing();
    }

    @Test
    void P60_aTypeThatIsNotServedIsAnsweredEmptyAsStateOfTheWorld() {
        SotwTranscript client = server.sotw();
        client.sends(DiscoveryRequest.newBuilder().setTypeUrl(UNKNOWN_TYPE).addResourceNames("a"));
        client.receives(UNKNOWN_TYPE).nothing().acks();
        client.receivesNothing();
    }

    @Test
    void P60_aTypeThatIsNotServedHoldsUpNoOther() {
        DeltaTranscript client = server.delta();
        client.sends(DeltaDiscoveryRequest.newBuilder().setTypeUrl(UNKNOWN_TYPE));
        client.receives(UNKNOWN_TYPE).leavesUnanswered();

        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
        world.put(ENDPOINT, "a", "2");
        client.receives(ENDPOINT).resources("a").acks();
    }

    @Test
    void P61_aSessionClosesOnce() {
        DeltaTranscript client = server.delta().subscribes(ENDPOINT, "a", "b");
        client.receives(ENDPOINT).anything().acks();
        assertThat(server.journal().subscriptions(ENDPOINT.typeUrl())).isEqualTo(2);

        client.closes();
        client.closes();
        assertThat(server.journal().lines()).containsExactly("opened delta", "closed delta");
        assertThat(server.journal().subscriptions(ENDPOINT.typeUrl())).isZero();
    }

    @Test
    void P61_aClosedSessionSendsNothing() {
        DeltaTranscript client = server.delta().subscribes(ENDPOINT, "a");
        client.receives(ENDPOINT).anything().acks();
        client.subscribes(ENDPOINT, "b");
        client.closes();

        world.put(ENDPOINT, "a", "2");
        client.subscribes(ENDPOINT, "a").receivesNothing();
        server.loop().advance(Server.DEADLINE.multipliedBy(2));
        client.receivesNothing();
        assertThat(server.loop().isQuiet()).isTrue();
    }

    @Test
    void P61_aSessionThatNeverSpokeClosesUnheard() {
        server.delta().closes();
        assertThat(server.journal().lines()).isEmpty();
    }

    @Test
    void P62_aServerThatStopsEndsItsStreamsOneAfterTheOther() {
        List<DeltaTranscript> clients = Stream.generate(server::delta).limit(4).toList();
        clients.forEach(client -> client.subscribes(ENDPOINT, "a")
                .receives(ENDPOINT)
                .resources("a")
                .acks());

        CompletableFuture<Void> drained = server.drains(Duration.ofSeconds(4)).toCompletableFuture();
        for (int gone = 1; gone <= 4; gone++) {
            server.loop().advance(gone == 1 ? Duration.ZERO : Duration.ofSeconds(1));
            assertThat(clients.stream().filter(client -> !client.failures().isEmpty()))
                    .hasSize(gone);
        }
        assertThat(drained).isCompleted();
        assertThat(clients)
                .allSatisfy(client ->
                        assertThat(client.failures()).singleElement().isInstanceOf(StreamRefused.Leaving.class));
    }

    @Test
    void P62_aServerWithoutStreamsStopsAtOnce() {
        DeltaTranscript client = server.delta();
        client.closes();

        assertThat(server.drains(Duration.ofSeconds(4)).toCompletableFuture()).isCompleted();
    }

    @Test
    void P64_aStreamThatWasToldNothingYetIsEndedLast() {
        DeltaTranscript early = server.delta();
        CompletableFuture<Void> drained = server.drains(Duration.ofSeconds(4)).toCompletableFuture();
        DeltaTranscript late = server.delta();
        early.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
        late.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
        server.loop().advance(Duration.ofMillis(3999));
        assertThat(drained).isNotDone();

        server.loop().advance(Duration.ofMillis(1));
        assertThat(early.failures()).hasSize(1);
        assertThat(late.failures()).hasSize(1);
        assertThat(drained).isCompleted();
    }

    @Test
    void P62_aServerThatHasDrainedOpensNoStream() {
        DeltaTranscript client = server.delta();

        CompletableFuture<Void> drained = server.drains(Duration.ZERO).toCompletableFuture();
        server.loop().advance(Duration.ZERO);
        assertThat(drained).isCompleted();
        assertThat(client.failures()).singleElement().isInstanceOf(StreamRefused.Leaving.class);
        assertThatThrownBy(server::delta).isInstanceOf(StreamRefused.Leaving.class);
    }

    @Test
    void P63_beforeTheFirstFullViewAStreamIsRefused() {
        Server early = new Server(new World().snapshots());
        assertThatThrownBy(early::delta).isInstanceOf(StreamRefused.NotReady.class);
        assertThatThrownBy(early::sotw).isInstanceOf(StreamRefused.NotReady.class);
    }

    @Test
    void P63_anEmptyFirstViewIsServed() {
        Server empty = new Server(new World().ready().snapshots());
        empty.delta().subscribes(ENDPOINT, "a").receives(ENDPOINT).removed("a").acks();
    }

    private static Node named(String id) {
        return Node.newBuilder().setId(id).build();
    }
}
