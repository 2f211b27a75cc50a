package dev.roster.resource;

import java.util.List;

/** What to write so that stored resources become what was asked for, and what each one comes to. Immutable. */
public record Plan(
        List<StoredResource> created, List<StoredResource> changed, List<ResourceKey> removed, List<Result> results) {
    public Plan {
        created = List.copyOf(created);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
        results = List.copyOf(results);
    }
}
