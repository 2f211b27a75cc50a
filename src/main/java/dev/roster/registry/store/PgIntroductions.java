package dev.roster.registry.store;

import dev.roster.registry.Introduction;
import dev.roster.registry.Introductions;
import dev.roster.registry.Outcome;
import dev.roster.registry.RefusedException;
import dev.roster.registry.Registration;
import dev.roster.registry.RegistryConfig;
import dev.roster.registry.ServiceView;
import dev.roster.store.Database;
import dev.roster.store.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@link Introductions} with the PG client. Thread-safe. */
@Singleton
final class PgIntroductions implements Introductions {
    /** In the order of the names: replicas that bring in the same services wait for each other. */
    private static final String CREATE = """
            insert into service (name, cluster)
            select w.name, w.cluster::jsonb from unnest($1::text[], $2::text[]) as w (name, cluster) order by w.name
            on conflict (name) do nothing
            returning name
            """;

    /** Both sides without ids: who registered an endpoint first chose it. */
    private static final String COMPARE = """
            with wanted as materialized (
                select service, address, port, weight, priority, region, zone, sub_zone, health, hostname,
                       metadata::jsonb as metadata
                from unnest($1::text[], $2::boolean[], $3::text[], $4::text[], $5::integer[], $6::integer[],
                            $7::integer[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[])
                    as r (id, named, service, address, port, weight, priority, region, zone, sub_zone, health,
                          hostname, metadata)
            ), stored as materialized (
                select service, address, port, weight, priority, region, zone, sub_zone, health, hostname, metadata
                from endpoint where service = any ($14::text[])
            ), different as (
                (select * from wanted except select * from stored)
                union all
                (select * from stored except select * from wanted)
            )
            select s.name, s.cluster is not distinct from w.cluster::jsonb as same_settings,
                   not exists (select from different d where d.service = s.name) as same_endpoints
            from unnest($14::text[], $15::text[]) as w (name, cluster) join service s using (name)
            """;

    private final Transactions transactions;
    private final Duration timeout;

    PgIntroductions(Pool pool, RegistryConfig config) {
        this.transactions = new Transactions(pool, new Database(config.databaseTimeout()));
        this.timeout = config.batchTimeout();
    }

    @Override
    public Uni<Map<String, Introduction>> introduce(List<ServiceView> services, boolean dryRun) {
        return transactions.run(
                timeout,
                connection -> introduce(connection, services),
                outcomes -> !dryRun && outcomes.values().stream().noneMatch(Introduction::contradicts));
    }

    // Compared by a statement of its own: it sees what others committed while the first one waited for them.
    private static Uni<Map<String, Introduction>> introduce(SqlConnection connection, List<ServiceView> services) {
        return create(connection, services)
                .call(created -> register(connection, services, created))
                .chain(created -> compare(connection, services, created));
    }

    private static Uni<Set<String>> create(SqlConnection connection, List<ServiceView> services) {
        return connection
                .preparedQuery(CREATE)
                .execute(Tuple.of(names(services), settings(services)))
                .map(rows -> {
                    Set<String> created = new HashSet<>();
                    rows.forEach(row -> created.add(row.getString("name")));
                    return created;
                });
    }

    private static Uni<Void> register(SqlConnection connection, List<ServiceView> services, Set<String> created) {
        List<ServiceView> brought = services.stream()
                .filter(view -> created.contains(view.service().name()))
                .toList();
        return PgEndpointWrites.register(connection, registrations(brought))
                .invoke(outcomes -> outcomes.forEach(outcome -> {
                    if (outcome instanceof Outcome.Refused(var refusal)) {
                        throw new RefusedException(refusal);
                    }
                }))
                .replaceWithVoid();
    }

    private static Uni<Map<String, Introduction>> compare(
            SqlConnection connection, List<ServiceView> services, Set<String> created) {
        Tuple rows = EndpointRows.of(registrations(services));
        return connection
                .preparedQuery(COMPARE)
                .execute(rows.addArrayOfString(names(services)).addArrayOfString(settings(services)))
                .map(compared -> {
                    Map<String, Introduction> outcomes = new HashMap<>();
                    compared.forEach(row -> outcomes.put(row.getString("name"), outcome(row, created)));
                    return outcomes;
                });
    }

    private static Introduction outcome(Row row, Set<String> created) {
        if (created.contains(row.getString("name"))) {
            return Introduction.CREATED;
        }
        if (!row.getBoolean("same_settings")) {
            return Introduction.OTHER_SETTINGS;
        }
        return row.getBoolean("same_endpoints") ? Introduction.UNCHANGED : Introduction.OTHER_ENDPOINTS;
    }

    private static List<Registration> registrations(List<ServiceView> services) {
        return services.stream()
                .flatMap(view -> view.endpoints().stream())
                .map(endpoint -> new Registration(endpoint, true))
                .toList();
    }

    private static String[] names(List<ServiceView> services) {
        return services.stream().map(view -> view.service().name()).toArray(String[]::new);
    }

    private static String[] settings(List<ServiceView> services) {
        return services.stream().map(view -> view.service().cluster()).toArray(String[]::new);
    }
}
