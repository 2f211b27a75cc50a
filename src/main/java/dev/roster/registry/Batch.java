package dev.roster.registry;

import java.util.List;

/** Registrations and deregistrations that happen together or not at all; deregistrations come first. Immutable. */
public record Batch(List<Registration> register, List<String> deregister) {
    /** The most items one batch may hold, of both sorts together. */
    public static final int MOST = 10_000;

    public Batch {
        register = List.copyOf(register);
        deregister = List.copyOf(deregister);
    }

    /** What was registered in the order of the request, and which of the ids to deregister existed. Immutable. */
    public record Result(List<Outcome.Registered> registered, List<String> deregistered, List<String> unknown) {
        public Result {
            registered = List.copyOf(registered);
            deregistered = List.copyOf(deregistered);
            unknown = List.copyOf(unknown);
        }
    }
}
