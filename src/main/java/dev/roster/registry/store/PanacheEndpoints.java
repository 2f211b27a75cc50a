package dev.roster.registry.store;

import dev.roster.registry.Endpoint;
import dev.roster.registry.EndpointAddress;
import dev.roster.registry.Endpoints;
import dev.roster.registry.Refusal;
import dev.roster.registry.RefusedException;
import dev.roster.registry.RegistryConfig;
import dev.roster.request.Page;
import dev.roster.store.Database;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@link Endpoints} in Panache. Thread-safe. */
@Singleton
final class PanacheEndpoints implements Endpoints {
    private static final Sort BY_ID = Sort.by("id");

    private final Database database;

    PanacheEndpoints(RegistryConfig config) {
        this.database = new Database(config.databaseTimeout());
    }

    @Override
    public Uni<Endpoint> endpoint(String id) {
        return database.read(() -> found(EndpointEntity.findById(id), id).map(EndpointEntity::endpoint));
    }

    @Override
    public Uni<Page<Endpoint>> page(Page.Request request, @Nullable String service) {
        return database.read(() -> after(request.after(), service)
                .range(0, request.limit())
                .list()
                .map(rows -> Page.of(rows.stream().map(EndpointEntity::endpoint).toList(), request, Endpoint::id)));
    }

    @Override
    public Uni<Endpoint> amend(String id, UnaryOperator<Endpoint> change) {
        return database.transaction(() -> found(EndpointEntity.findById(id, LockModeType.PESSIMISTIC_WRITE), id)
                .chain(entity -> amend(entity, change.apply(entity.endpoint()))));
    }

    private static Uni<Endpoint> amend(EndpointEntity entity, Endpoint changed) {
        return holder(changed).chain(holder -> {
            if (holder != null) {
                throw new RefusedException(new Refusal.AddressTaken(EndpointAddress.of(changed), holder.id));
            }
            entity.become(changed);
            return entity.<EndpointEntity>persistAndFlush().map(EndpointEntity::endpoint);
        });
    }

    private static Uni<@Nullable EndpointEntity> holder(Endpoint endpoint) {
        return EndpointEntity.find(
                        "service = ?1 and address = ?2 and port = ?3 and id <> ?4",
                        endpoint.service(),
                        endpoint.address(),
                        endpoint.port(),
                        endpoint.id())
                .firstResult();
    }

    private static PanacheQuery<EndpointEntity> after(String id, @Nullable String service) {
        return service == null
                ? EndpointEntity.find("id > ?1", BY_ID, id)
                : EndpointEntity.find("id > ?1 and service = ?2", BY_ID, id, service);
    }

    static Uni<List<Endpoint>> of(String service) {
        return EndpointEntity.<EndpointEntity>list("service", service)
                .map(rows -> rows.stream().map(EndpointEntity::endpoint).toList());
    }

    private static Uni<EndpointEntity> found(Uni<EndpointEntity> row, String id) {
        return row.onItem().ifNull().failWith(() -> new RefusedException(new Refusal.UnknownEndpoint(id)));
    }
}
