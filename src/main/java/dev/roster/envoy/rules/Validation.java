package dev.roster.envoy.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Message;
import dev.roster.envoy.EnvoyJson;
import dev.roster.envoy.Findings;
import dev.roster.envoy.MessageTree;
import dev.roster.envoy.ResourceType;
import dev.roster.envoy.Shown;
import dev.roster.request.Violation;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Holds resources that operators write against what Envoy asks of them: the fields and types of its API, the rules in
 * their descriptors, and what it checks beyond these. Thread-safe.
 */
@Singleton
public final class Validation {
    private static final String TYPE = "@type";

    /** Reads and checks a resource that names its type itself, as the items of Envoy's {@code resources} lists do. */
    public Validated validate(JsonNode json) {
        JsonNode url = json.path(TYPE);
        if (!url.isTextual()) {
            return invalid(TYPE, url, url.isMissingNode() ? "is required" : "must be a string");
        }
        return ResourceType.ofUrl(url.textValue())
                .map(type -> validate(type, json))
                .orElseGet(() -> invalid(TYPE, url, "is not the type of a resource"));
    }

    /** Reads and checks a resource of this type; that it names the type itself is allowed. */
    public Validated validate(ResourceType type, JsonNode json) {
        Optional<JsonNode> url = Optional.ofNullable(json.get(TYPE));
        if (url.isPresent() && !url.get().asText().equals(type.typeUrl())) {
            return invalid(TYPE, url.get(), "must be " + type.typeUrl());
        }
        Findings findings = new Findings();
        Message.Builder message = type.prototype().newBuilderForType();
        EnvoyJson.read(url.isPresent() ? withoutType(json) : json, message, findings);
        List<Violation> unreadable = findings.violations();
        return unreadable.isEmpty() ? validate(type, message.build()) : new Validated.Invalid(unreadable);
    }

    /** Checks a resource that was made by other means than JSON. */
    public Validated validate(ResourceType type, Message message) {
        Findings findings = new Findings();
        check(message, findings);
        List<Violation> violations = findings.violations();
        return violations.isEmpty()
                ? new Validated.Valid(type, message, findings.warnings())
                : new Validated.Invalid(violations);
    }

    /** What any other message of Envoy's API breaks. */
    public List<Violation> violations(Message message) {
        Findings findings = new Findings();
        check(message, findings);
        return findings.violations();
    }

    private static void check(Message message, Findings findings) {
        MessageTree.walk(message, findings, (inner, at) -> {
            MessageRules.of(inner.getDescriptorForType()).check(inner, at, findings);
            EnvoyChecks.check(inner, at, findings);
            Deprecations.of(inner.getDescriptorForType()).warn(inner, at, findings);
        });
    }

    private static JsonNode withoutType(JsonNode json) {
        ObjectNode fields = ((ObjectNode) json).objectNode();
        json.properties().forEach(property -> fields.set(property.getKey(), property.getValue()));
        fields.remove(TYPE);
        return fields;
    }

    private static Validated invalid(String field, JsonNode value, String rule) {
        return new Validated.Invalid(List.of(new Violation(field, Shown.value(value), rule)));
    }
}
