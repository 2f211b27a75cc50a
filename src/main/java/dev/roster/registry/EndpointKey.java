package dev.roster.registry;

/**
 * An endpoint's key in the change log, {@code <id>/<service>}: it names the service because once the row is gone nothing
 * else could tell where the endpoint was. An id holds no slash. Immutable.
 */
public record EndpointKey(String id, String service) {
    public static EndpointKey parse(String key) {
        int slash = key.indexOf('/');
        return new EndpointKey(key.substring(0, slash), key.substring(slash + 1));
    }
}
