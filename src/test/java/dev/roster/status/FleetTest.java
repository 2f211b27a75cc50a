package dev.roster.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.request.Page;
import dev.roster.request.UnavailableException;
import dev.roster.rest.Cursor;
import dev.roster.rest.ListView;
import dev.roster.snapshot.Transport;
import dev.roster.snapshot.World;
import dev.roster.xds.ResourceDescription;
import dev.roster.xds.SessionObserver;
import dev.roster.xds.Sessions;
import dev.roster.xds.Standing;
import dev.roster.xds.StreamInfo;
import dev.roster.xds.TypeDescription;
import dev.roster.xds.TypeDescription.Interest;
import dev.roster.xds.TypeDescription.Unsettled;
import io.envoyproxy.envoy.config.core.v3.Node;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which nodes are found, and what is said while not all can be. */
class FleetTest {
    private static final Page.Request ALL = new Page.Request("", 10);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final RecordedFleet store = new RecordedFleet();
    private final Fleet fleet = new Fleet(
            new OwnStreams(
                    new Sessions(new World().snapshots(), new SessionObserver() {}, new NoStreams(), () -> 0),
                    new Replica(UUID.randomUUID(), "here"),
                    InstantSource.system()),
            new Others(store));

    @Test
    void nodesComeInTheOrderOfTheirIdsPageByPage() {
        store.add(stream("c", Transport.ADS, true));
        store.add(stream("a", Transport.ADS, true));
        store.add(stream("b", Transport.ADS, true));

        Page<ConnectedNode> first =
                page(new Page.Request("", 2), NodeFilter.ANY).what();
        assertThat(first.items()).extracting(ConnectedNode::id).containsExactly("a", "b");
        Page<ConnectedNode> second = page(new Page.Request(Objects.requireNonNull(first.last()), 2), NodeFilter.ANY)
                .what();
        assertThat(second.items()).extracting(ConnectedNode::id).containsExactly("c");
        assertThat(second.last()).isNull();
    }

    @Test
    void whateverAClientCallsItselfTheListGoesOnAfterIt() {
        List<String> ids = List.of("", " ", "line\nbreak\u0000", "n".repeat(5000));
        ids.forEach(id -> store.add(stream(id, Transport.ADS, true)));

        List<String> seen = new ArrayList<>();
        String after = "";
        while (after != null) {
            ListView<String> page =
                    ListView.of(page(new Page.Request(after, 1), NodeFilter.ANY).what(), ConnectedNode::id);
            seen.addAll(page.items());
            after = page.next() == null
                    ? null
                    : Cursor.request(page.next(), null).after();
        }
        assertThat(seen)
                .hasSize(4)
                .allMatch(id ->
                        !fleet.node(id).await().indefinitely().what().streams().isEmpty());
    }

    @Test
    void aNodeIsInSyncWhenAllItsStreamsAre() {
        store.add(stream("half", Transport.GRPC, true));
        store.add(stream("half", Transport.ADS, false));
        store.add(stream("whole", Transport.ADS, true));

        assertThat(ids(new NodeFilter(null, null, true))).containsExactly("whole");
        assertThat(ids(new NodeFilter(null, null, false))).containsExactly("half");
        assertThat(ids(new NodeFilter(null, "grpc", null))).containsExactly("half");
        assertThat(ids(new NodeFilter("elsewhere", null, null))).isEmpty();
    }

    @Test
    void theNewestStreamSaysWhatTheNodeIs() {
        Node old = Node.newBuilder().setId("a").setCluster("old").build();
        store.add(new ConnectedStream("r", new StreamInfo(old, Transport.ADS, true), NOON.minusSeconds(1), List.of()));
        store.add(stream("a", Transport.ADS, true));

        ConnectedNode node = fleet.node("a").await().indefinitely().what();
        assertThat(node.streams()).hasSize(2);
        assertThat(node.info().node().getCluster()).isEqualTo("edge");
    }

    @Test
    void whileTheDatabaseDoesNotAnswerTheAnswerSaysThatOthersAreMissing() {
        store.add(stream("a", Transport.ADS, true));
        store.fail();

        Seen<Page<ConnectedNode>> seen = page(ALL, NodeFilter.ANY);
        assertThat(seen.complete()).isFalse();
        assertThat(seen.what().items()).isEmpty();
        assertThatThrownBy(() -> fleet.node("a").await().indefinitely()).isInstanceOf(UnavailableException.class);
    }

    @Test
    void aNodeThatIsNotConnectedIsUnknown() {
        assertThatThrownBy(() -> fleet.node("a").await().indefinitely()).isInstanceOf(UnknownNodeException.class);
    }

    private List<String> ids(NodeFilter filter) {
        return page(ALL, filter).what().items().stream().map(ConnectedNode::id).toList();
    }

    private Seen<Page<ConnectedNode>> page(Page.Request request, NodeFilter filter) {
        return fleet.page(request, filter).await().indefinitely();
    }

    private static ConnectedStream stream(String id, Transport transport, boolean inSync) {
        Unsettled unsettled = inSync
                ? Unsettled.NOTHING
                : new Unsettled(
                        List.of(new ResourceDescription("a", "a", Standing.STALE, "1", null, null, null)), false, 0);
        Node node = Node.newBuilder().setId(id).setCluster("edge").build();
        return new ConnectedStream(
                "there",
                new StreamInfo(node, transport, false),
                NOON,
                List.of(new TypeDescription("type", new Interest(true, Set.of(), 0), Set.of(), unsettled)));
    }
}
