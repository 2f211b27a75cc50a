package dev.roster.resource.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.util.Durations;
import dev.roster.request.NameRule;
import dev.roster.request.Violation;
import dev.roster.rest.Fields;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A resource's JSON, taken out of Envoy's wrapper if it stands in one. Immutable.
 *
 * @param place where it stands in the body; empty for the whole
 * @param name the name that the wrapper gives it, or none
 * @param ttl the time to live that the wrapper gives it, or none
 */
record Wrapped(
        JsonNode content,
        String place,
        @Nullable String name,
        @Nullable Duration ttl) {
    private static final String TYPE = "@type";
    private static final String CONTENT = "resource";
    private static final String RULE = "must be a duration of a millisecond or more, such as 30s";
    private static final String TYPE_URL =
            "type.googleapis.com/" + Resource.getDescriptor().getFullName();

    /** Nothing when there is a wrapper and nothing in it. */
    static Optional<Wrapped> of(ObjectNode body, String place, List<Violation> violations) {
        if (!body.path(TYPE).asText().equals(TYPE_URL)) {
            return Optional.of(new Wrapped(body, place, null, null));
        }
        List<Violation> broken = new ArrayList<>();
        Fields fields = new Fields(body, place.isEmpty() ? "" : place + ".", broken);
        fields.allow(TYPE);
        fields.allow("version"); // follows from the content
        String name = fields.text("name", NameRule.NAME::broken);
        String ttl = fields.text("ttl", text -> duration(text).isPresent() ? Optional.empty() : Optional.of(RULE));
        ObjectNode content = fields.object(CONTENT);
        if (!body.hasNonNull(CONTENT)) {
            fields.violate(CONTENT, body.path(CONTENT), "is required");
        }
        fields.refuseOthers();
        // Without values: what stands in the wrong place may be a secret.
        broken.forEach(violation -> violations.add(new Violation(violation.field(), "", violation.rule())));
        return Optional.ofNullable(content)
                .map(resource -> new Wrapped(
                        resource,
                        place.isEmpty() ? CONTENT : place + "." + CONTENT,
                        name,
                        ttl == null ? null : duration(ttl).orElse(null)));
    }

    private static Optional<Duration> duration(String text) {
        try {
            long millis = Durations.toMillis(Durations.parse(text));
            return millis > 0 ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What is wrong with the resource, seen from the body. */
    Violation at(Violation violation) {
        return place.isEmpty() ? violation : violation.under(place);
    }
}
