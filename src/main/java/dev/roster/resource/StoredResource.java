package dev.roster.resource;

import dev.roster.changelog.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A resource as the database holds it. Immutable.
 *
 * @param body Envoy's JSON of the resource
 * @param ttl how long a client keeps it without hearing of it again, or none
 */
public record StoredResource(
        ResourceKey key, String body, @Nullable Duration ttl) {
    /** Resources in the change log, by the text of their {@link ResourceKey}. */
    public static final Kind<StoredResource> KIND = new Kind<>("resource", StoredResource.class);
}
