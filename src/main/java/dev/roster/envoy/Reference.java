package dev.roster.envoy;

/**
 * That a resource needs another one. Immutable.
 *
 * @param path where it says so, such as {@code virtual_hosts[0].routes[2].route.cluster}
 */
public record Reference(ResourceType type, String name, String path) {}
