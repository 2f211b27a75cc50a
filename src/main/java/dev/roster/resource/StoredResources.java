package dev.roster.resource;

import dev.roster.envoy.ResourceType;
import dev.roster.request.Page;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The stored resources and what they were. Each call is one transaction. */
public interface StoredResources {
    /** Fails with {@link Refusal.UnknownResource}. */
    Uni<StoredResource> find(ResourceKey key);

    /** Those of these keys under which there is a resource. */
    Uni<Set<ResourceKey>> present(Collection<ResourceKey> keys);

    /** By group and name, which are a key {@code <group>/<name>} of the page. */
    Uni<Page<StoredResource>> page(Page.Request request, Filter filter);

    /** The newest first; fails with {@link Refusal.UnknownResource} when there never was such a resource. */
    Uni<List<Revision>> history(ResourceKey key);

    /** Fails with {@link Refusal.UnknownRevision}. */
    Uni<Revision> revision(ResourceKey key, long number);

    /**
     * Which resources. Immutable.
     *
     * @param group of this group only; none: of all
     * @param prefix how their names begin
     */
    record Filter(ResourceType type, @Nullable String group, String prefix) {}
}
