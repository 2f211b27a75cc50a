package dev.roster.resource;

import dev.roster.envoy.ResourceType;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Knows what became of resources at the clients; whoever knows the clients says so. */
public interface Acceptances {
    /** What the clients made of each of these resources, which are of this type; it does not fail. */
    Uni<Map<ResourceKey, Acceptance>> of(ResourceType type, List<ResourceKey> keys);

    /** What the clients made of this resource; it does not fail. */
    default Uni<Acceptance> of(ResourceKey key) {
        return of(key.type(), List.of(key)).map(found -> Objects.requireNonNull(found.get(key)));
    }
}
