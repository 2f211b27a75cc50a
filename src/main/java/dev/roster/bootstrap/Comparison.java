package dev.roster.bootstrap;

import dev.roster.bootstrap.Conversion.Made;
import dev.roster.bootstrap.Conversion.MadeResource;
import dev.roster.bootstrap.Conversion.MadeService;
import dev.roster.bootstrap.Imported.Taken;
import dev.roster.envoy.Warning;
import dev.roster.registry.Introduction;
import dev.roster.request.Violation;
import dev.roster.resource.Refusal;
import dev.roster.resource.RefusedException;
import dev.roster.resource.ResourceKey;
import dev.roster.resource.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Holds what a file came to against what there is. Not thread-safe: used once. */
final class Comparison {
    private final Map<String, Introduction> services;
    private final Map<ResourceKey, Result> resources = new HashMap<>();
    private final List<Violation> conflicts = new ArrayList<>();
    private final List<Taken> taken = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();

    Comparison(Map<String, Introduction> services, List<Result> resources) {
        this.services = services;
        resources.forEach(result -> this.resources.put(result.key(), result));
    }

    /** What is new and what is the same; anything else is refused, and all of it named. */
    Imported imported(Conversion conversion) {
        warnings.addAll(conversion.warnings());
        conversion.made().forEach(this::compare);
        if (!conflicts.isEmpty()) {
            throw new RefusedException(new Refusal.Conflicts(conflicts));
        }
        return new Imported(conversion, taken, warnings);
    }

    private void compare(Made made) {
        taken.add(new Taken(
                made,
                switch (made) {
                    case MadeService service -> isNew(service);
                    case MadeResource resource -> isNew(resource);
                }));
    }

    private boolean isNew(MadeService made) {
        String name = made.service().name();
        Introduction outcome = Objects.requireNonNull(services.get(name));
        return switch (outcome) {
            case CREATED -> true;
            case UNCHANGED -> false;
            case OTHER_SETTINGS -> conflict(made, name, "is a service already, with other cluster settings");
            case OTHER_ENDPOINTS -> conflict(made, name, "is a service already, with other endpoints");
        };
    }

    private boolean isNew(MadeResource made) {
        Result result = Objects.requireNonNull(resources.get(made.key()));
        result.warnings().forEach(warning -> warnings.add(warning.under(made.from())));
        return switch (result.outcome()) {
            case CREATED -> true;
            case UNCHANGED, REMOVED -> false;
            case CHANGED ->
                conflict(
                        made,
                        made.key().name(),
                        "is a resource already, of the type "
                                + made.key().type().path() + " and with other content");
        };
    }

    private boolean conflict(Made made, String name, String rule) {
        conflicts.add(new Violation(made.from(), name, rule));
        return false;
    }
}
