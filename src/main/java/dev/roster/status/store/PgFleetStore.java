package dev.roster.status.store;

import dev.roster.envoy.ResourceType;
import dev.roster.snapshot.Viewer;
import dev.roster.status.ConnectedStream;
import dev.roster.status.FleetStore;
import dev.roster.status.Replica;
import dev.roster.status.StatusConfig;
import dev.roster.status.StreamHead;
import dev.roster.store.Database;
import dev.roster.xds.Standing;
import dev.roster.xds.StreamInfo;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** {@link FleetStore} with the PG client. Thread-safe. */
@Singleton
final class PgFleetStore implements FleetStore {
    /** A silent replica is not shown for long before it is deleted: after an outage of the database all were silent. */
    private static final int TIMEOUTS_TO_GIVE_UP = 10;

    private final Pool pool;
    private final Database database;
    private final Replica replica;
    private final Duration replicaTimeout;
    private final Duration writeTimeout;

    PgFleetStore(Pool pool, Replica replica, StatusConfig config) {
        this.pool = pool;
        this.database = new Database(config.databaseTimeout());
        this.replica = replica;
        this.replicaTimeout = config.replicaTimeout();
        this.writeTimeout = config.publishEvery(); // nobody waits for a write but the next one
    }

    @Override
    public Uni<Boolean> write(Report report) {
        Tuple sign = Tuple.of(
                replica.id(), Texts.id(replica.name()), millis(replicaTimeout.multipliedBy(TIMEOUTS_TO_GIVE_UP)));
        Tuple parameters = StreamRows.add(sign, report);
        return database.limited(
                        database.repeated(
                                () -> pool.preparedQuery(Statements.WRITE).execute(parameters)),
                        writeTimeout)
                .map(rows -> rows.iterator().next().getBoolean("created"));
    }

    @Override
    public Uni<Void> leave() {
        return execute(Statements.LEAVE, Tuple.of(replica.id())).replaceWithVoid();
    }

    @Override
    public Uni<List<StreamHead>> heads() {
        return read(Statements.HEADS, others(), PgFleetStore::head);
    }

    @Override
    public Uni<List<ConnectedStream>> streams(Collection<String> nodeIds) {
        return read(
                Statements.STREAMS,
                others().addValue(nodeIds.stream().map(Texts::id).toArray(String[]::new)),
                StreamRows::stream);
    }

    @Override
    public Uni<Map<String, List<Verdict>>> verdicts(ResourceType type, Set<Sought> resources) {
        Map<String, Sought> storable = resources.stream()
                .collect(Collectors.toMap(
                        resource -> Texts.storable(resource.name()), Function.identity(), (a, b) -> a));
        Stream<String> collections = storable.values().stream().map(Sought::collection);
        Tuple parameters = others().addValue(type.typeUrl())
                .addValue(storable.keySet().toArray(String[]::new))
                .addValue(collections.map(Texts::storable).toArray(String[]::new));
        return execute(Statements.VERDICTS, parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .collect(Collectors.groupingBy(
                                row -> Objects.requireNonNull(storable.get(row.getString("name")))
                                        .name(),
                                Collectors.mapping(PgFleetStore::verdict, Collectors.toList()))));
    }

    private <T> Uni<List<T>> read(String sql, Tuple parameters, Function<Row, T> of) {
        return execute(sql, parameters)
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false).map(of).toList());
    }

    private Uni<RowSet<Row>> execute(String sql, Tuple parameters) {
        return database.limited(() -> pool.preparedQuery(sql).execute(parameters));
    }

    private Tuple others() {
        return Tuple.of(replica.id(), millis(replicaTimeout));
    }

    private static Double millis(Duration time) {
        return (double) time.toMillis();
    }

    private static StreamHead head(Row row) {
        return new StreamHead(
                row.getString("node_id"),
                row.getString("node_group"),
                row.getString("transport"),
                row.getBoolean("in_sync"));
    }

    private static Verdict verdict(Row row) {
        Node node = Node.newBuilder().setCluster(row.getString("node_group")).build();
        Viewer viewer = StreamInfo.of(node, row.getString("transport")).viewer();
        return new Verdict(
                viewer, Standing.valueOf(row.getString("standing")), row.getString("error"), row.getInteger("clients"));
    }
}
