package dev.roster.resource.store;

import com.google.common.collect.Iterables;
import dev.roster.request.Page;
import dev.roster.resource.Refusal;
import dev.roster.resource.RefusedException;
import dev.roster.resource.ResourceConfig;
import dev.roster.resource.ResourceKey;
import dev.roster.resource.Revision;
import dev.roster.resource.StoredResource;
import dev.roster.resource.StoredResources;
import dev.roster.store.Database;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@link StoredResources} in Panache. Thread-safe. */
@Singleton
final class PanacheResources implements StoredResources {
    private static final String KEY = "type = ?1 and nodeGroup = ?2 and name = ?3";
    /** PostgreSQL takes 65,535 parameters. */
    private static final int MOST_NAMES = 10_000;

    private static final Sort BY_GROUP_AND_NAME = Sort.by("nodeGroup", "name");
    private static final Sort NEWEST_FIRST = Sort.descending("revision");

    private final Database database;
    private final int versions;

    PanacheResources(ResourceConfig config) {
        this.database = new Database(config.databaseTimeout());
        this.versions = config.history();
    }

    @Override
    public Uni<StoredResource> find(ResourceKey key) {
        return database.transaction(
                () -> ResourceEntity.<ResourceEntity>find(KEY, key.type().path(), key.group(), key.name())
                        .firstResult()
                        .onItem()
                        .ifNull()
                        .failWith(() -> new RefusedException(new Refusal.UnknownResource(key)))
                        .map(ResourceEntity::resource));
    }

    @Override
    public Uni<Set<ResourceKey>> present(Collection<ResourceKey> keys) {
        return database.transaction(() -> Multi.createFrom()
                .iterable(Iterables.partition(keys, MOST_NAMES))
                .onItem()
                .transformToUniAndConcatenate(PanacheResources::named)
                .onItem()
                .<StoredResource>disjoint()
                .map(StoredResource::key)
                .filter(Set.copyOf(keys)::contains)
                .collect()
                .with(Collectors.toUnmodifiableSet()));
    }

    /** Of one of the types, of one of the groups, and of one of the names of these. */
    private static Uni<List<StoredResource>> named(List<ResourceKey> keys) {
        return ResourceEntity.<ResourceEntity>list(
                        "type in ?1 and nodeGroup in ?2 and name in ?3",
                        parts(keys, key -> key.type().path()),
                        parts(keys, ResourceKey::group),
                        parts(keys, ResourceKey::name))
                .map(rows -> rows.stream().map(ResourceEntity::resource).toList());
    }

    private static Set<String> parts(List<ResourceKey> keys, Function<ResourceKey, String> part) {
        return keys.stream().map(part).collect(Collectors.toSet());
    }

    @Override
    public Uni<Page<StoredResource>> page(Page.Request request, Filter filter) {
        return database.transaction(() -> after(request.after(), filter)
                .range(0, request.limit())
                .list()
                .map(rows -> Page.of(
                        rows.stream().map(ResourceEntity::resource).toList(),
                        request,
                        resource ->
                                resource.key().group() + "/" + resource.key().name())));
    }

    private static PanacheQuery<ResourceEntity> after(String key, Filter filter) {
        int slash = key.indexOf('/');
        String query = "type = ?1 and (nodeGroup > ?2 or nodeGroup = ?2 and name > ?3) and name like ?4 escape '!'";
        String group = key.substring(0, Math.max(slash, 0));
        String name = key.substring(slash + 1);
        return filter.group() == null
                ? ResourceEntity.find(query, BY_GROUP_AND_NAME, filter.type().path(), group, name, pattern(filter))
                : ResourceEntity.find(
                        query + " and nodeGroup = ?5",
                        BY_GROUP_AND_NAME,
                        filter.type().path(),
                        group,
                        name,
                        pattern(filter),
                        filter.group());
    }

    private static String pattern(Filter filter) {
        return filter.prefix().replaceAll("[!%_]", "!$0") + "%";
    }

    @Override
    public Uni<List<Revision>> history(ResourceKey key) {
        return database.transaction(() -> RevisionEntity.<RevisionEntity>find(
                        KEY, NEWEST_FIRST, key.type().path(), key.group(), key.name())
                .range(0, versions - 1)
                .list()
                .map(rows -> rows.stream().map(RevisionEntity::revision).toList())
                .invoke(revisions -> {
                    if (revisions.isEmpty()) {
                        throw new RefusedException(new Refusal.UnknownResource(key));
                    }
                }));
    }

    @Override
    public Uni<Revision> revision(ResourceKey key, long number) {
        return database.transaction(() -> RevisionEntity.<RevisionEntity>find(
                        KEY + " and revision = ?4", key.type().path(), key.group(), key.name(), number)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> new RefusedException(new Refusal.UnknownRevision(key, number)))
                .map(RevisionEntity::revision));
    }
}
