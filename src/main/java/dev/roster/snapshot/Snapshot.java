package dev.roster.snapshot;

import dev.roster.resource.ResourceType;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** All that is served, as of one moment. Immutable. */
public final class Snapshot {
    public static final Snapshot EMPTY = new Snapshot(Map.of());

    private final Map<ResourceType, TypeSnapshot> types;

    private Snapshot(Map<ResourceType, TypeSnapshot> types) {
        this.types = types;
    }

    /** The resources of a type as a client sees them that came over this transport. */
    public TypeView view(ResourceType type, Transport transport) {
        return new TypeView(types.getOrDefault(type, TypeSnapshot.EMPTY), transport);
    }

    /** How many resources of a type there are. */
    public int size(ResourceType type) {
        return types.getOrDefault(type, TypeSnapshot.EMPTY).size();
    }

    Collection<String> names(ResourceType type) {
        return types.getOrDefault(type, TypeSnapshot.EMPTY).names();
    }

    Optional<Published> get(ResourceType type, String name) {
        return types.getOrDefault(type, TypeSnapshot.EMPTY).get(name);
    }

    Snapshot with(Map<ResourceType, Map<String, Optional<Published>>> changed) {
        Map<ResourceType, TypeSnapshot> next = new EnumMap<>(ResourceType.class);
        next.putAll(types);
        changed.forEach((type, resources) ->
                next.put(type, types.getOrDefault(type, TypeSnapshot.EMPTY).with(resources)));
        return new Snapshot(next);
    }
}
