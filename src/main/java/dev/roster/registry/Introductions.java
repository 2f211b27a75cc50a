package dev.roster.registry;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;

/** Brings in whole services. */
public interface Introductions {
    /**
     * Stores the services that are not there yet, with their endpoints, in one transaction; what is there is compared and
     * left alone. Nothing is stored when one contradicts what is there, or in a dry run.
     *
     * @return what came of each, by name
     */
    Uni<Map<String, Introduction>> introduce(List<ServiceView> services, boolean dryRun);
}
