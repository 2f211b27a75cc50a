package dev.roster.registry;

import dev.roster.changelog.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A name under which endpoints are registered. Immutable.
 *
 * @param cluster a partial Envoy Cluster as a JSON object, merged over the generated one, or none
 */
public record Service(String name, @Nullable String cluster) {
    /** Services in the change log, by name. */
    public static final Kind<Service> KIND = new Kind<>("service", Service.class);
}
