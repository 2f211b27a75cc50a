package dev.roster.resource.store;

import dev.roster.resource.Revision;
import dev.roster.resource.StoredResource;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of {@code resource_history}, which triggers write. */
@Entity
@Immutable
@Table(name = "resource_history")
@IdClass(RevisionId.class)
class RevisionEntity extends PanacheEntityBase {
    @Id
    String type = "";

    @Id
    @Column(name = "node_group")
    String nodeGroup = "";

    @Id
    String name = "";

    @Id
    long revision;

    @ColumnTransformer(read = "cast(body as text)")
    @Column(columnDefinition = "jsonb")
    @Nullable String body;

    @Column(name = "ttl_millis")
    @Nullable Long ttlMillis;

    @Nullable Long restored;

    String author = "";

    @Column(name = "written_at")
    Instant writtenAt = Instant.EPOCH;

    Revision revision() {
        return new Revision(revision, cause(), author, writtenAt, resource());
    }

    private Revision.Cause cause() {
        if (body == null) {
            return new Revision.Cause.Deleted();
        }
        return restored == null ? new Revision.Cause.Put() : new Revision.Cause.RolledBack(restored);
    }

    private @Nullable StoredResource resource() {
        return body == null
                ? null
                : new StoredResource(new ResourceId(type, nodeGroup, name).key(), body, ResourceEntity.ttl(ttlMillis));
    }
}
