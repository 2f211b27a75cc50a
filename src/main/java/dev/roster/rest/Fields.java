package dev.roster.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.request.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, each taken once and checked. A broken rule is noted, not thrown, and a stand-in
 * returned, so that one reading finds all of them. A field that is null is one that is absent. Not thread-safe: used
 * within one request.
 */
public final class Fields {
    private final ObjectNode object;
    private final String path;
    private final List<Violation> violations;
    private final Set<String> known = new HashSet<>();

    public Fields(ObjectNode object, String path, List<Violation> violations) {
        this.object = object;
        this.path = path;
        this.violations = violations;
    }

    /** A text that keeps this rule, or nothing when there is none. */
    public @Nullable String text(String name, Function<String, Optional<String>> broken) {
        JsonNode value = take(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            violate(name, value, "must be a string");
            return null;
        }
        broken.apply(value.textValue()).ifPresent(rule -> violate(name, value, rule));
        return value.textValue();
    }

    /** A text that must be there. */
    public String required(String name, Function<String, Optional<String>> broken) {
        if (!object.hasNonNull(name)) {
            known.add(name);
            violate(name, object.path(name), "is required");
            return "";
        }
        String text = text(name, broken);
        return text == null ? "" : text;
    }

    /** An integer of this range, which must be there. */
    public int required(String name, Range range) {
        if (!object.hasNonNull(name)) {
            known.add(name);
            violate(name, object.path(name), "is required");
            return range.least();
        }
        return integer(name, range, range.least());
    }

    /** An integer of this range. */
    public int integer(String name, Range range, int absent) {
        JsonNode value = take(name);
        if (value == null) {
            return absent;
        }
        if (!value.isIntegralNumber()) {
            violate(name, value, "must be an integer");
            return absent;
        }
        if (!value.canConvertToInt() || value.intValue() < range.least() || value.intValue() > range.most()) {
            violate(name, value, "must be between " + range.least() + " and " + range.most());
            return absent;
        }
        return value.intValue();
    }

    /** An object, or nothing when there is none. */
    public @Nullable ObjectNode object(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return null;
        }
        if (value instanceof ObjectNode inner) {
            return inner;
        }
        violate(name, value, "must be a JSON object");
        return null;
    }

    /** The fields of an object, or none. */
    public Fields fields(String name) {
        ObjectNode inner = object(name);
        return new Fields(inner == null ? StrictJson.empty() : inner, path + name + ".", violations);
    }

    /** The items of an array, or none. */
    public Iterable<JsonNode> items(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            violate(name, value, "must be an array");
            return List.of();
        }
        return value;
    }

    /** Notes why a field, known as it is, cannot be sent here. */
    public void refuse(String name, String rule) {
        known.add(name);
        if (object.has(name)) {
            violate(name, object.path(name), rule);
        }
    }

    /** Takes a field that is checked elsewhere. */
    public void allow(String name) {
        known.add(name);
    }

    /** Notes the fields that nobody took. */
    public void refuseOthers() {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                violate(name, object.path(name), "is not a known field");
            }
        });
    }

    public void violate(String name, JsonNode value, String rule) {
        String shown = value.isMissingNode() ? "" : value.isTextual() ? value.textValue() : value.toString();
        violations.add(new Violation(path + name, shown, rule));
    }

    private @Nullable JsonNode take(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** Both ends belong to it. Immutable. */
    public record Range(int least, int most) {}
}
