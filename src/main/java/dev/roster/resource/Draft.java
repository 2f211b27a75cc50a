package dev.roster.resource;

import dev.roster.envoy.Warning;
import dev.roster.request.Violation;
import java.util.List;

/**
 * A resource as it was sent, which Envoy would take as far as can be said without what else there is. Immutable.
 *
 * @param place where it stands in the request, such as {@code resources[3]}; empty for the whole
 * @param warnings what was noticed on the way
 */
public record Draft(Resource resource, String place, List<Warning> warnings) {
    public Draft {
        warnings = List.copyOf(warnings);
    }

    ResourceKey key() {
        return resource.key();
    }

    /** What is wrong with it, seen from the request. */
    Violation at(Violation violation) {
        return place.isEmpty() ? violation : violation.under(place);
    }
}
