package dev.roster.registry;

/** What a service has at most once: an address and port. Immutable. */
public record EndpointAddress(String service, String address, int port) {
    public static EndpointAddress of(Endpoint endpoint) {
        return new EndpointAddress(endpoint.service(), endpoint.address(), endpoint.port());
    }
}
