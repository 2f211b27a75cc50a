package dev.roster.resource;

import dev.roster.envoy.Reference;
import dev.roster.envoy.References;
import dev.roster.envoy.Warning;
import dev.roster.envoy.rules.Validated;
import dev.roster.envoy.rules.Validation;
import dev.roster.request.BadRequest;
import dev.roster.request.BadRequestException;
import dev.roster.request.Violation;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds what is to be written against Envoy's rules and against what there is. Thread-safe. */
@Singleton
final class Drafts {
    private final Validation validation;
    private final Known known;

    Drafts(Validation validation, Known known) {
        this.validation = validation;
        this.known = known;
    }

    /** A resource that was stored once, if it still keeps the rules. */
    Draft again(Resource resource) {
        return switch (validation.validate(resource.key().type(), resource.message())) {
            case Validated.Valid valid -> new Draft(resource, "", valid.warnings());
            case Validated.Invalid(List<Violation> violations) ->
                throw new BadRequestException(new BadRequest.Invalid(violations));
        };
    }

    /** What became of each resource, with what leads nowhere from now on among its warnings. */
    List<Result> warned(Edit edit, Plan plan, boolean dryRun) {
        Set<ResourceKey> there = new HashSet<>(edit.beside());
        edit.put().forEach(draft -> there.add(draft.key()));
        // what is stored can be found, or not, by now
        Set<ResourceKey> gone = dryRun ? Set.copyOf(plan.removed()) : Set.of();
        Map<ResourceKey, List<Warning>> dangling = new HashMap<>();
        for (Draft draft : edit.put()) {
            dangling.put(
                    draft.key(),
                    References.of(draft.resource().message()).stream()
                            .filter(reference -> !isFound(reference, draft.key().group(), there, gone))
                            .map(Drafts::warning)
                            .toList());
        }
        return plan.results().stream()
                .map(result -> result.with(dangling.getOrDefault(result.key(), List.of())))
                .toList();
    }

    private boolean isFound(Reference reference, String group, Set<ResourceKey> there, Set<ResourceKey> gone) {
        ResourceKey own = new ResourceKey(reference.type(), group, reference.name());
        ResourceKey everyones = new ResourceKey(reference.type(), ResourceKey.EVERYONE, reference.name());
        return there.contains(own) || there.contains(everyones) || (!gone.contains(own) && known.isFound(own));
    }

    private static Warning warning(Reference reference) {
        return new Warning(
                reference.path(),
                reference.name(),
                "leads nowhere: there is none of this name among the "
                        + reference.type().path());
    }
}
