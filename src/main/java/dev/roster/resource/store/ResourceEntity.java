package dev.roster.resource.store;

import dev.roster.resource.StoredResource;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Duration;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of {@code resource}, as it is read. */
@Entity
@Immutable
@Table(name = "resource")
@IdClass(ResourceId.class)
class ResourceEntity extends PanacheEntityBase {
    @Id
    String type = "";

    @Id
    @Column(name = "node_group")
    String nodeGroup = "";

    @Id
    String name = "";

    @ColumnTransformer(read = "cast(body as text)")
    @Column(columnDefinition = "jsonb")
    String body = "";

    @Column(name = "ttl_millis")
    @Nullable Long ttlMillis;

    StoredResource resource() {
        return new StoredResource(new ResourceId(type, nodeGroup, name).key(), body, ttl(ttlMillis));
    }

    static @Nullable Duration ttl(@Nullable Long millis) {
        return millis == null ? null : Duration.ofMillis(millis);
    }
}
