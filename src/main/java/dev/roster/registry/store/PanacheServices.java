package dev.roster.registry.store;

import dev.roster.registry.Refusal;
import dev.roster.registry.RefusedException;
import dev.roster.registry.RegistryConfig;
import dev.roster.registry.Service;
import dev.roster.registry.ServiceView;
import dev.roster.registry.Services;
import dev.roster.request.Page;
import dev.roster.store.Database;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** {@link Services} in Panache. Thread-safe. */
@Singleton
final class PanacheServices implements Services {
    private static final Sort BY_NAME = Sort.by("name");

    private final Database database;

    PanacheServices(RegistryConfig config) {
        this.database = new Database(config.databaseTimeout());
    }

    @Override
    public Uni<ServiceView> view(String name) {
        return database.read(() -> existing(name)
                .chain(entity ->
                        PanacheEndpoints.of(name).map(endpoints -> new ServiceView(entity.service(), endpoints))));
    }

    @Override
    public Uni<Page<Service>> page(Page.Request request) {
        return database.read(() -> ServiceEntity.<ServiceEntity>find("name > ?1", BY_NAME, request.after())
                .range(0, request.limit())
                .list()
                .map(rows -> Page.of(rows.stream().map(ServiceEntity::service).toList(), request, Service::name)));
    }

    @Override
    public Uni<Boolean> put(Service service) {
        return database.transaction(() -> find(service.name()).chain(entity -> put(entity, service)));
    }

    private static Uni<Boolean> put(@Nullable ServiceEntity present, Service service) {
        if (present == null) {
            return ServiceEntity.of(service).persistAndFlush().replaceWith(true);
        }
        present.cluster = service.cluster();
        return present.persistAndFlush().replaceWith(false);
    }

    @Override
    public Uni<Void> delete(String name) {
        return database.transaction(() -> ServiceEntity.delete("name", name).invoke(deleted -> {
                    if (deleted == 0) {
                        throw unknown(name);
                    }
                }))
                .replaceWithVoid();
    }

    private static Uni<@Nullable ServiceEntity> find(String name) {
        return ServiceEntity.findById(name);
    }

    private static Uni<ServiceEntity> existing(String name) {
        return find(name).map(entity -> {
            if (entity == null) {
                throw unknown(name);
            }
            return entity;
        });
    }

    private static RefusedException unknown(String name) {
        return new RefusedException(new Refusal.UnknownService(name));
    }
}
