package dev.roster.status.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roster.RosterOnFreePorts;
import dev.roster.envoy.ResourceType;
import dev.roster.resource.ResourceKey;
import dev.roster.snapshot.Transport;
import dev.roster.status.ConnectedStream;
import dev.roster.status.FleetStore;
import dev.roster.status.FleetStore.Report;
import dev.roster.status.FleetStore.Sought;
import dev.roster.status.FleetStore.Verdict;
import dev.roster.status.NodeId;
import dev.roster.status.Replica;
import dev.roster.status.ReportedStream;
import dev.roster.status.StatusConfig;
import dev.roster.status.StreamHead;
import dev.roster.xds.ResourceDescription;
import dev.roster.xds.Standing;
import dev.roster.xds.StreamInfo;
import dev.roster.xds.TypeDescription;
import dev.roster.xds.TypeDescription.Interest;
import dev.roster.xds.TypeDescription.Unsettled;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What replicas hear of each other through a real database. */
@QuarkusTest
@TestProfile(RosterOnFreePorts.class)
class PgFleetStoreTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Node NODE =
            Node.newBuilder().setId("envoy-1").setCluster("edge").build();
    private static final StreamInfo INFO = new StreamInfo(NODE, Transport.ADS, true);

    @Inject
    Pool pool;

    @Inject
    StatusConfig config;

    private FleetStore one;
    private FleetStore other;

    @BeforeEach
    void twoReplicas() {
        execute("delete from replica");
        one = replica("one");
        other = replica("other");
    }

    @Test
    void aReplicaSeesTheStreamsOfTheOtherAndNotItsOwn() {
        List<TypeDescription> types = List.of(
                type(ResourceType.CLUSTER, new Interest(true, Set.of(), 0)),
                type(
                        ResourceType.ENDPOINT,
                        new Interest(false, Set.of("a", "b"), 3),
                        new ResourceDescription("a", "a", Standing.ERROR, "2", "1", "2", "no"),
                        new ResourceDescription("b", "b", Standing.STALE, "2", null, null, null)),
                hosts(
                        Set.of("r/a", "r/b"),
                        new ResourceDescription("r/a", "r/one", Standing.ERROR, "2", "1", "2", "no"),
                        new ResourceDescription("r/b", "r/one", Standing.STALE, "2", null, null, null)));
        await(one.write(report(new ReportedStream(7, INFO, -MINUTE.toNanos(), types))));

        assertThat(heads(one)).isEmpty();
        assertThat(heads(other)).containsExactly(new StreamHead("envoy-1", "edge", "delta-ads", false));
        ConnectedStream seen = streams(other).getFirst();
        assertThat(seen.replica()).isEqualTo("one");
        assertThat(seen.info()).isEqualTo(INFO);
        assertThat(seen.types()).isEqualTo(types);
        assertThat(seen.connectedSince()).isCloseTo(Instant.now().minus(MINUTE), within(30, ChronoUnit.SECONDS));
    }

    @Test
    void aStreamIsUpdatedAndStaysConnectedSinceThen() {
        await(one.write(report(stream(7, inSync()))));
        Instant since = streams(other).getFirst().connectedSince();
        await(one.write(report(stream(7, rejecting("no")))));

        assertThat(streams(other)).singleElement().satisfies(stream -> {
            assertThat(stream.inSync()).isFalse();
            assertThat(stream.connectedSince()).isEqualTo(since);
        });
    }

    @Test
    void aClosedStreamIsGone() {
        await(one.write(report(stream(7, inSync()), stream(8, inSync()))));
        await(one.write(new Report(List.of(), List.of(7L), 0)));

        assertThat(heads(other)).hasSize(1);
    }

    @Test
    void aSilentReplicasStreamsVanishAndComeBackWithItsNextSignOfLife() {
        await(one.write(report(stream(7, inSync()))));
        execute("update replica set seen_at = seen_at - interval '31 seconds' where name = 'one'");
        assertThat(heads(other)).isEmpty();
        assertThat(streams(other)).isEmpty();
        assertThat(verdicts(other)).isEmpty();

        assertThat(await(one.write(report()))).as("forgotten").isFalse();
        assertThat(heads(other)).hasSize(1);
    }

    @Test
    void aReplicaThatIsSilentForLongIsDeletedByAnotherAndHearsOfIt() {
        await(one.write(report(stream(7, inSync()))));
        execute("update replica set seen_at = seen_at - interval '6 minutes' where name = 'one'");
        await(other.write(report()));

        assertThat(count("select count(*) from node_stream")).isZero();
        assertThat(await(one.write(report()))).as("forgotten").isTrue();
        assertThat(await(one.write(report()))).as("forgotten").isFalse();
    }

    @Test
    void aReplicaThatLeavesTakesItsStreamsAlong() {
        await(one.write(report(stream(7, inSync()))));
        await(one.leave());

        assertThat(heads(other)).isEmpty();
    }

    @Test
    void verdictsAreCountedByWhatTheClientsSeeAndSay() {
        await(one.write(report(
                stream(1, rejecting("no")),
                stream(2, rejecting("no")),
                stream(3, rejecting("never")),
                stream(4, inSync()),
                stream(5, type(ResourceType.ENDPOINT, new Interest(true, Set.of(), 0))),
                stream(6, type(ResourceType.ENDPOINT, new Interest(false, Set.of("b"), 0))),
                stream(7, type(ResourceType.CLUSTER, new Interest(true, Set.of(), 0))))));

        assertThat(verdicts(other))
                .extracting(Verdict::standing, Verdict::error, Verdict::clients)
                .containsExactlyInAnyOrder(
                        Tuple.tuple(Standing.ERROR, "no", 2),
                        Tuple.tuple(Standing.ERROR, "never", 1),
                        Tuple.tuple(Standing.SYNCED, null, 2));
        assertThat(verdicts(other)).allMatch(verdict -> verdict.viewer().equals(INFO.viewer()));
    }

    @Test
    void aClientIsCountedOnceForAVirtualHostByWhateverNamesItAsked() {
        await(one.write(report(
                stream(1, hosts(Set.of("r/a", "r/b"))),
                stream(
                        2,
                        hosts(
                                Set.of("r/a", "r/b"),
                                new ResourceDescription("r/a", "r/one", Standing.STALE, "2", "1", null, null),
                                new ResourceDescription("r/b", "r/one", Standing.ERROR, "2", "1", "2", "no"))),
                stream(
                        3,
                        hosts(
                                Set.of("r/one"),
                                new ResourceDescription("r/one", "r/other", Standing.ERROR, "2", null, "2", "no"))),
                stream(4, type(ResourceType.VIRTUAL_HOST, new Interest(false, Set.of("r/a"), 0))))));

        assertThat(verdicts(other, ResourceType.VIRTUAL_HOST, "r/one"))
                .extracting(Verdict::standing, Verdict::error, Verdict::clients)
                .containsExactlyInAnyOrder(Tuple.tuple(Standing.SYNCED, null, 2), Tuple.tuple(Standing.ERROR, "no", 1));
    }

    @Test
    void aClientIsCountedForTheMembersOfTheCollectionsThatItAsksFor() {
        String member = "xdstp://roster/t/shop/cart";
        var names = new Interest(false, Set.of("xdstp://roster/t/shop/*"), 0);
        var both = new Interest(false, Set.of("xdstp://roster/t/shop/*", member), 0);
        var rejected = new ResourceDescription(member, member, Standing.ERROR, "2", null, "2", "no");
        await(one.write(report(
                stream(1, type(ResourceType.CLUSTER, names)),
                stream(2, type(ResourceType.CLUSTER, both)),
                stream(3, type(ResourceType.CLUSTER, names, rejected)),
                stream(4, type(ResourceType.CLUSTER, new Interest(false, Set.of("xdstp://roster/t/blog/*"), 0))),
                new ReportedStream(
                        5,
                        new StreamInfo(NODE, Transport.ADS, false),
                        0,
                        List.of(type(ResourceType.CLUSTER, names))))));

        assertThat(verdicts(other, ResourceType.CLUSTER, member))
                .extracting(Verdict::standing, Verdict::error, Verdict::clients)
                .containsExactlyInAnyOrder(Tuple.tuple(Standing.SYNCED, null, 2), Tuple.tuple(Standing.ERROR, "no", 1));
    }

    @Test
    void ofAClientOfWhichNotEverythingIsListedOnlyWhatIsListedCounts() {
        var listed = new ResourceDescription("b", "b", Standing.STALE, "2", "1", null, null);
        var cut = new TypeDescription(
                ResourceType.ENDPOINT.typeUrl(),
                new Interest(true, Set.of(), 0),
                Set.of(),
                new Unsettled(List.of(listed), true, 0));
        await(one.write(report(stream(1, cut))));

        assertThat(verdicts(other)).isEmpty();
    }

    @Test
    void whatAClientSaysKeepsNobodyFromBeingStored() {
        Node strange = Node.newBuilder()
                .setId("i\0" + "d".repeat(10_000))
                .setCluster("c\0")
                .build();
        var type = type(
                ResourceType.ENDPOINT,
                new Interest(false, Set.of("n\0"), 0),
                new ResourceDescription("n\0", "n\0", Standing.ERROR, "2", null, "2", "w\0rds \uD800"));
        await(one.write(report(
                new ReportedStream(1, new StreamInfo(strange, Transport.ADS, true), 0, List.of(type)),
                stream(2, inSync()))));

        assertThat(heads(other)).extracting(StreamHead::nodeId).hasSize(2).contains("envoy-1");
        assertThat(await(other.streams(List.of(NodeId.of(new StreamInfo(strange, Transport.ADS, true))))))
                .singleElement()
                .satisfies(stream -> assertThat(
                                stream.types().getFirst().unsettled().resources())
                        .singleElement()
                        .extracting(ResourceDescription::name)
                        .isEqualTo("n\uFFFD"));
    }

    private FleetStore replica(String name) {
        return new PgFleetStore(pool, new Replica(UUID.randomUUID(), name), config);
    }

    private static Report report(ReportedStream... streams) {
        return new Report(Arrays.asList(streams), List.of(), 0);
    }

    private static ReportedStream stream(long id, TypeDescription type) {
        return new ReportedStream(id, INFO, 0, List.of(type));
    }

    private static TypeDescription inSync() {
        return type(ResourceType.ENDPOINT, new Interest(false, Set.of("a"), 0));
    }

    private static TypeDescription rejecting(String error) {
        return type(
                ResourceType.ENDPOINT,
                new Interest(false, Set.of("a"), 0),
                new ResourceDescription("a", "a", Standing.ERROR, "2", "1", "2", error));
    }

    private static TypeDescription type(ResourceType type, Interest interest, ResourceDescription... unsettled) {
        return new TypeDescription(
                type.typeUrl(), interest, Set.of(), new Unsettled(Arrays.asList(unsettled), false, 0));
    }

    /** What a client has of virtual hosts that is served {@code r/one}. */
    private static TypeDescription hosts(Set<String> names, ResourceDescription... unsettled) {
        return new TypeDescription(
                ResourceType.VIRTUAL_HOST.typeUrl(),
                new Interest(false, names, 0),
                Set.of("r/one"),
                new Unsettled(Arrays.asList(unsettled), false, 0));
    }

    private static List<StreamHead> heads(FleetStore store) {
        return await(store.heads());
    }

    private static List<ConnectedStream> streams(FleetStore store) {
        return await(store.streams(List.of("envoy-1")));
    }

    private static List<Verdict> verdicts(FleetStore store) {
        return verdicts(store, ResourceType.ENDPOINT, "a");
    }

    private static List<Verdict> verdicts(FleetStore store, ResourceType type, String name) {
        Set<Sought> sought = Stream.of(name, "nobody's")
                .map(some -> Sought.of(new ResourceKey(type, ResourceKey.EVERYONE, some)))
                .collect(Collectors.toSet());
        return await(store.verdicts(type, sought)).getOrDefault(name, List.of());
    }

    private void execute(String sql) {
        await(pool.query(sql).execute());
    }

    private long count(String sql) {
        return await(pool.query(sql).execute()).iterator().next().getLong(0);
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(Duration.ofSeconds(20));
    }
}
