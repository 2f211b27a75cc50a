package dev.roster.xds;

import dev.roster.snapshot.VersionedResource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A state-of-the-world response in the making. What is added finds room or is not added. Not thread-safe. */
final class SotwBatch {
    private final boolean alone;
    private final Map<String, VersionedResource> resources = new LinkedHashMap<>();
    private boolean removes;

    /** @param alone whether there is room for one resource only */
    SotwBatch(boolean alone) {
        this.alone = alone;
    }

    /** Adds a resource; false when there is no room. */
    boolean add(VersionedResource resource) {
        if (alone && !resources.isEmpty() && !resources.containsKey(resource.name())) {
            return false;
        }
        resources.put(resource.name(), resource);
        return true;
    }

    /** Adds a resource, if there is one; false when there is no room. */
    boolean add(Optional<VersionedResource> resource) {
        return resource.map(this::add).orElse(true);
    }

    /** Something is gone, which its absence from a full set will say. */
    void addRemoved() {
        removes = true;
    }

    boolean isEmpty() {
        return resources.isEmpty() && !removes;
    }

    Collection<VersionedResource> resources() {
        return resources.values();
    }
}
