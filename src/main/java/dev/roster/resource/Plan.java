package dev.roster.resource;

import dev.roster.envoy.ResourceType;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What to write so that stored resources become what was asked for, and what each one comes to. Immutable. */
public record Plan(
        List<StoredResource> created, List<StoredResource> changed, List<ResourceKey> removed, List<Result> results) {
    /** Of which an Envoy may refuse one beside another; what they claim the database reads in what is stored. */
    private static final Set<ResourceType> EXCLUSIVE =
            Set.of(ResourceType.LISTENER, ResourceType.SCOPED_ROUTE, ResourceType.VIRTUAL_HOST);

    public Plan {
        created = List.copyOf(created);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
        results = List.copyOf(results);
    }

    /** What nodes get from now on that may clash with what else they get. */
    public Arrivals arrivals() {
        return new Arrivals(
                Stream.concat(created.stream(), changed.stream())
                        .map(StoredResource::key)
                        .filter(key -> EXCLUSIVE.contains(key.type()))
                        .toList(),
                removed.stream()
                        .filter(key ->
                                EXCLUSIVE.contains(key.type()) && !key.group().equals(ResourceKey.EVERYONE))
                        .toList());
    }

    /**
     * Keys of resources that may have come to nodes. Immutable.
     *
     * @param put these, for the nodes of their groups
     * @param uncovered and those for everyone that these, of a group, stood before until they were removed
     */
    public record Arrivals(List<ResourceKey> put, List<ResourceKey> uncovered) {
        public boolean isEmpty() {
            return put.isEmpty() && uncovered.isEmpty();
        }
    }
}
