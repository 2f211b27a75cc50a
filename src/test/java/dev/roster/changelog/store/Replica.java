package dev.roster.changelog.store;

import dev.roster.changelog.ChangeLogConfig;
import dev.roster.changelog.ChangeLogObserver;
import dev.roster.changelog.ChangeTail;
import dev.roster.changelog.Changes;
import dev.roster.changelog.Columns;
import dev.roster.changelog.Kind;
import dev.roster.changelog.ReloadReason;
import dev.roster.changelog.Schema;
import dev.roster.changelog.StateReader;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One replica's tail with all that it needs, and what it has delivered. */
final class Replica implements AutoCloseable, ChangeLogObserver {
    static final Kind<String> SERVICE = new Kind<>("service", String.class);
    static final Kind<String> ENDPOINT = new Kind<>("endpoint", String.class);

    static final Config DEFAULT = Config.usual();
    /** What arrives soon came by a hint. */
    static final Config NEVER_BY_TICK = new Config(DEFAULT.tick(), Duration.ofMinutes(1), DEFAULT.retention());

    static final Config KEEPS_NOTHING = new Config(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ZERO);

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private final Pool hinted;
    private final Cancellable reading;
    final ChangeTail tail;
    final Trimming trimming;
    final List<Changes> batches = new CopyOnWriteArrayList<>();
    final Map<String, String> services = new ConcurrentHashMap<>();
    final List<ReloadReason> reloads = new CopyOnWriteArrayList<>();
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger keys = new AtomicInteger();
    final AtomicInteger outages = new AtomicInteger();
    volatile String lastOutage = "";

    Replica(int port, String database, Config config) {
        this(port, database, config, changes -> {});
    }

    Replica(int port, String database, Config config, Consumer<Changes> before) {
        this(new Place(port, database, database), config, before);
    }

    Replica(Place place, Config config, Consumer<Changes> before) {
        Schema schema = () -> Uni.createFrom().voidItem();
        Connections connections = new Connections();
        pool = pool(connections, place.port(), place.database());
        hinted = pool(new Connections(), place.port(), place.hinted());
        Hints hints = new Hints(hinted);
        Reads reads = new Reads(
                new States(List.of(
                        new Texts(SERVICE, "service", "name"),
                        new Texts(ENDPOINT, "endpoint", "id || '/' || service"))),
                config);
        trimming = new Trimming(pool, schema, config);
        tail = new ChangeTail(new PgChangeLog(schema, connections, reads, hints), config, List.of(this));
        reading = tail.changes()
                .onItem()
                .invoke(before)
                .onItem()
                .invoke(this::apply)
                .subscribe()
                .with(ignored -> {});
    }

    private Pool pool(Connections connections, int port, String database) {
        return connections.create(new Settings(
                vertx,
                new PoolOptions().setMaxSize(4),
                List.of(new PgConnectOptions()
                        .setHost("localhost")
                        .setPort(port)
                        .setDatabase(database)
                        .setUser("postgres"))));
    }

    private void apply(Changes changes) {
        batches.add(changes);
        if (changes.everything()) {
            services.clear();
        }
        changes.of(SERVICE).forEach((name, state) -> {
            if (state.isPresent()) {
                services.put(name, state.get());
            } else {
                services.remove(name);
            }
        });
    }

    @Override
    public void read(int found, Duration took, Duration lag) {
        reads.incrementAndGet();
        keys.addAndGet(found);
    }

    @Override
    public void reloading(ReloadReason reason) {
        reloads.add(reason);
    }

    @Override
    public void disconnected(Throwable cause) {
        outages.incrementAndGet();
        lastOutage = String.valueOf(cause.getMessage());
    }

    boolean listening() {
        return tail.state().listening();
    }

    @Override
    public void close() {
        reading.cancel();
        pool.close().toCompletionStage().toCompletableFuture().join();
        hinted.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /**
     * Where a replica reads.
     *
     * @param hinted the database that its hints go to: where it is another one they arrive nowhere, as behind a pooler that
     *     gives each transaction another connection
     */
    record Place(int port, String database, String hinted) {}

    record Config(Duration tick, Duration tickWhileListening, Duration retention) implements ChangeLogConfig {
        private static Config usual() {
            ChangeLogConfig defaults = ConfigUtils.configBuilder()
                    .withMapping(ChangeLogConfig.class)
                    .build()
                    .getConfigMapping(ChangeLogConfig.class);
            return new Config(defaults.tick(), defaults.tickWhileListening(), defaults.retention());
        }

        @Override
        public Duration readTimeout() {
            return Duration.ofSeconds(3);
        }

        @Override
        public Duration loadTimeout() {
            return Duration.ofSeconds(60);
        }

        @Override
        public Duration trimEvery() {
            return Duration.ofMinutes(1);
        }
    }

    private record Settings(Vertx vertx, PoolOptions poolOptions, List<PgConnectOptions> pgConnectOptionsList)
            implements PgPoolCreator.Input {}

    /** Rows of a table as text. */
    private record Texts(Kind<String> kind, String table, String id) implements StateReader<String> {
        @Override
        public String selectAll() {
            return "select " + id + " as key, t::text as state from " + table + " as t";
        }

        @Override
        public String selectKeys() {
            return selectAll() + " where " + id + " = any ($1)";
        }

        @Override
        public String read(Columns row) {
            return row.text("state");
        }
    }

    static Optional<String> stateOf(Changes changes, String service) {
        return changes.of(SERVICE).getOrDefault(service, Optional.empty());
    }
}
