package dev.roster.resource.store;

import dev.roster.changelog.Schema;
import dev.roster.resource.ResourceConfig;
import dev.roster.resource.Secrets;
import dev.roster.resource.StoredResource;
import dev.roster.store.Database;
import dev.roster.store.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Seals secrets by the first key where they are sealed by another one, so that the other can be withdrawn. What they say
 * stays the same, and so does their version: no client notices. Thread-safe.
 */
@Singleton
final class Resealing {
    private static final Logger LOG = Logger.getLogger("dev.roster.resource");

    /** The triggers need not keep as a version what is none; and each row is found by its key. */
    private static final String NOTE =
            "select set_config('roster.sealing_anew', 'on', true), set_config('enable_seqscan', 'off', true)";

    private static final String OTHERS = """
            select distinct type, node_group, name, body::text as body, ttl_millis
            from (select type, node_group, name, body, ttl_millis from resource
                  union all
                  select type, node_group, name, body, ttl_millis from resource_history) as stored
            where type = 'secrets' and body ->> 'sealed_by' <> $1
            """;

    private final Schema schema;
    private final Secrets secrets;
    private final Transactions transactions;
    private final ResourceConfig config;

    Resealing(Pool pool, Schema schema, Secrets secrets, ResourceConfig config) {
        this.schema = schema;
        this.secrets = secrets;
        this.transactions = new Transactions(pool, new Database(config.databaseTimeout()));
        this.config = config;
    }

    @Scheduled(every = "${roster.resources.tidy-every}", delayed = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> regularly() {
        return seal().onFailure()
                .invoke(e -> LOG.debug("Sealing secrets by another key is put off", e))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Says how many rows are sealed by the first key now and were not before. */
    Uni<Integer> seal() {
        return secrets.sealsBy()
                .map(first -> schema.ready()
                        .chain(() -> transactions.run(
                                config.applyTimeout(), connection -> seal(connection, first), done -> true)))
                .orElseGet(() -> Uni.createFrom().item(0));
    }

    private Uni<Integer> seal(SqlConnection connection, String first) {
        return connection
                .preparedQuery(OTHERS)
                .execute(Tuple.of(first))
                .map(Rows::resources)
                .chain(others -> sealAnew(connection, others));
    }

    private Uni<Integer> sealAnew(SqlConnection connection, List<StoredResource> others) {
        List<StoredResource> before = new ArrayList<>();
        List<StoredResource> after = new ArrayList<>();
        for (StoredResource other : others) {
            secrets.sealedAnew(other).ifPresent(anew -> {
                before.add(other);
                after.add(anew);
            });
        }
        if (before.size() < others.size()) {
            LOG.warnf(
                    "%d versions of secrets are sealed by keys that are not known here", others.size() - before.size());
        }
        return before.isEmpty()
                ? Uni.createFrom().item(0)
                : connection
                        .query(NOTE)
                        .execute()
                        .chain(() -> replace(connection, "resource", before, after))
                        .chain(() -> replace(connection, "resource_history", before, after))
                        .replaceWith(before.size());
    }

    private static Uni<Void> replace(
            SqlConnection connection, String table, List<StoredResource> before, List<StoredResource> after) {
        Tuple rows = Rows.keys(before.stream().map(StoredResource::key).toList())
                .addArrayOfString(Rows.bodies(before))
                .addArrayOfString(Rows.bodies(after));
        return connection.preparedQuery(sealing(table)).execute(rows).replaceWithVoid();
    }

    /** Only what is still as it was read: who writes a secret meanwhile seals it himself. */
    private static String sealing(String table) {
        return """
            update %s as r
            set body = n.body::jsonb
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
                as n (type, node_group, name, old, body)
            where r.type = n.type and r.node_group = n.node_group and r.name = n.name and r.body = n.old::jsonb
            """.formatted(table);
    }
}
