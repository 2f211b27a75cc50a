package dev.roster.registry;

import java.util.Set;

/**
 * An endpoint to be stored as it is sent here. Immutable.
 *
 * @param named whether the caller chose the id; if not, the id holds only when the service does not yet have this
 *     address and port
 */
public record Registration(Endpoint endpoint, boolean named) {
    /** What no other registration of the same statement may have: one row is written once. */
    Set<Object> identities() {
        return Set.of(endpoint.id(), EndpointAddress.of(endpoint));
    }
}
