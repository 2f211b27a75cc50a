package dev.roster.registry;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;

/**
 * Writes many endpoints with one statement. The answers are in the order of the questions. A single statement that the
 * database refused fails with {@link RolledBackException}.
 */
public interface EndpointWrites {
    /**
     * Stores registrations of distinct {@link Registration#identities} and the services that they name for the first
     * time, in one transaction. One that cannot be stored does not keep the others from it.
     */
    Uni<List<Outcome>> register(List<Registration> registrations);

    /** Removes endpoints and says whether each was there. */
    Uni<List<Boolean>> deregister(List<Deregistration> deregistrations);

    /** Everything in one transaction or nothing. */
    Uni<Applied> apply(Batch batch);

    /** What a batch came to; when an outcome is a refusal nothing was stored. Immutable. */
    record Applied(List<Outcome> outcomes, Set<String> deregistered) {
        public Applied {
            outcomes = List.copyOf(outcomes);
            deregistered = Set.copyOf(deregistered);
        }
    }
}
