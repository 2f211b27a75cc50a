package dev.roster.registry.store;

import dev.roster.registry.Service;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A row of {@code service}. */
@Entity
@Table(name = "service")
class ServiceEntity extends PanacheEntityBase {
    @Id
    String name = "";

    @ColumnTransformer(read = "cast(cluster as text)", write = EndpointEntity.AS_JSON)
    @Column(columnDefinition = "jsonb")
    @Nullable String cluster;

    static ServiceEntity of(Service service) {
        ServiceEntity entity = new ServiceEntity();
        entity.name = service.name();
        entity.cluster = service.cluster();
        return entity;
    }

    Service service() {
        return new Service(name, cluster);
    }
}
