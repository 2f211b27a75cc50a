package dev.roster.resource.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.envoy.Redaction;
import dev.roster.envoy.rules.Validated;
import dev.roster.envoy.rules.Validated.Valid;
import dev.roster.envoy.rules.Validation;
import dev.roster.request.BadRequest;
import dev.roster.request.Violation;
import dev.roster.resource.Draft;
import dev.roster.resource.Resource;
import dev.roster.resource.ResourceConfig;
import dev.roster.resource.ResourceKey;
import dev.roster.rest.Bodies;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a draft of a resource's JSON, bare or wrapped, and notes every rule that it breaks. Thread-safe. */
@Singleton
final class DraftReader {
    private final Validation validation;
    private final long bodySize;

    DraftReader(Validation validation, ResourceConfig config) {
        this.validation = validation;
        this.bodySize = config.bodySize().asLongValue();
    }

    /** The resource of this key, which a body is all of. */
    Draft named(ResourceKey key, byte @Nullable [] body, @Nullable MediaType format) {
        List<Violation> violations = new ArrayList<>();
        Optional<Draft> draft = Wrapped.of(Bodies.object(body, format, bodySize), "", violations)
                .flatMap(wrapped -> valid(validation.validate(key.type(), wrapped.content()), wrapped, violations)
                        .flatMap(valid -> draft(key, wrapped, valid, violations)));
        BadRequest.refuse(violations);
        return draft.orElseThrow();
    }

    /** A resource of a list, which names its type and itself. */
    Optional<Draft> listed(String group, JsonNode item, String place, List<Violation> violations) {
        if (!(item instanceof ObjectNode body)) {
            violations.add(new Violation(place, "", "must be an object"));
            return Optional.empty();
        }
        return Wrapped.of(body, place, violations)
                .flatMap(wrapped -> valid(validation.validate(wrapped.content()), wrapped, violations)
                        .flatMap(valid -> {
                            String name = Names.own(wrapped, valid.type(), valid.message());
                            return draft(new ResourceKey(valid.type(), group, name), wrapped, valid, violations);
                        }));
    }

    private static Optional<Valid> valid(Validated validated, Wrapped wrapped, List<Violation> violations) {
        return switch (validated) {
            case Valid valid -> Optional.of(valid);
            case Validated.Invalid(List<Violation> broken) -> {
                broken.forEach(violation -> violations.add(wrapped.at(violation)));
                yield Optional.empty();
            }
        };
    }

    private static Optional<Draft> draft(ResourceKey key, Wrapped wrapped, Valid valid, List<Violation> violations) {
        int before = violations.size();
        Names.broken(key.name(), wrapped, valid)
                .ifPresent(rule -> violations.add(wrapped.at(
                        new Violation(key.type().nameField(), key.type().nameOf(valid.message()), rule))));
        Redaction.of(valid.message())
                .before()
                .forEach(field -> violations.add(wrapped.at(
                        new Violation(field, Redaction.REDACTED, "stands for what is not shown: send that"))));
        if (violations.size() > before) {
            return Optional.empty();
        }
        return Optional.of(
                new Draft(Resource.of(key, valid.message(), wrapped.ttl()), wrapped.place(), valid.warnings()));
    }
}
