package dev.roster.bootstrap;

import dev.roster.registry.Endpoint;
import java.util.List;

/** What reading the endpoints of a static cluster came to. Immutable. */
sealed interface EndpointReading {
    /** All of them, and what was changed about them. */
    record Endpoints(List<Endpoint> endpoints, List<String> remarks) implements EndpointReading {
        public Endpoints {
            endpoints = List.copyOf(endpoints);
            remarks = List.copyOf(remarks);
        }
    }

    /** The registry has no word for something that they are. */
    record Inexpressible(String reason) implements EndpointReading {}
}
