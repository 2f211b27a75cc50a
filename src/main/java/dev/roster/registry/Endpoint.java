package dev.roster.registry;

import dev.roster.changelog.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One registered address of a service. Immutable.
 *
 * @param address an IPv4 or IPv6 literal in its canonical form
 * @param hostname the name that Envoy puts into health checks, or none
 * @param metadata a JSON object, or none
 */
public record Endpoint(
        String id,
        String service,
        String address,
        int port,
        int weight,
        int priority,
        Locality locality,
        Health health,
        @Nullable String hostname,
        @Nullable String metadata) {
    public static final int HIGHEST_PORT = 65_535;
    public static final int HIGHEST_WEIGHT = 65_535;
    public static final int HIGHEST_PRIORITY = 128;

    /** In characters of JSON. */
    public static final int LONGEST_METADATA = 32 * 1024;

    /** Endpoints in the change log, by {@link EndpointKey}. */
    public static final Kind<Endpoint> KIND = new Kind<>("endpoint", Endpoint.class);
}
