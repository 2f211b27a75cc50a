package dev.roster.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * What a generated bootstrap is to hold. Immutable.
 *
 * @param adminPort of the loopback interface; 0 is any that is free
 * @param runtime the runtime resource that becomes a layer of the Envoy's runtime, or none
 */
public record BootstrapRequest(
        NodeName node,
        Uplink uplink,
        int adminPort,
        @Nullable String runtime) {}
