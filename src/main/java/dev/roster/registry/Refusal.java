package dev.roster.registry;

import dev.roster.request.Violation;
import java.time.Duration;
import java.util.List;

/** Why the registry does not do what it was asked to; each carries what the caller needs to put it right. Immutable. */
public sealed interface Refusal {
    record UnknownEndpoint(String id) implements Refusal {}

    record UnknownService(String name) implements Refusal {}

    /** The id is in use by an endpoint of a service that the caller did not name. */
    record IdOfAnotherService(String id, String service) implements Refusal {}

    /** The service already has this address and port, under another id. */
    record AddressTaken(EndpointAddress address, String holder) implements Refusal {}

    /** Items of one atomic batch that contradict what is stored; nothing of the batch was stored. */
    record Conflicts(List<Violation> violations) implements Refusal {
        public Conflicts {
            violations = List.copyOf(violations);
        }
    }

    /** More writes are waiting than the queue holds. */
    record Overloaded(Duration retryAfter) implements Refusal {}
}
