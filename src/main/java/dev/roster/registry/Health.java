package dev.roster.registry;

/** What the registry says of an endpoint's health; the names are those of Envoy's {@code core.v3.HealthStatus}. */
public enum Health {
    UNKNOWN,
    HEALTHY,
    UNHEALTHY,
    DRAINING,
    TIMEOUT,
    DEGRADED
}
