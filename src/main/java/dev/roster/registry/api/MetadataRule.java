package dev.roster.registry.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.registry.Endpoint;
import dev.roster.rest.JsonContent;
import java.util.Map;
import java.util.Optional;

/**
 * What an endpoint's metadata may be: Envoy's own form, {@code {"filter_metadata": {"<namespace>": {…}}}}, or a flat
 * object whose keys are published under {@code envoy.lb}.
 */
final class MetadataRule {
    static final String FILTER_METADATA = "filter_metadata";

    /**
     * One level of JSON is three nested messages of protobuf, of which a client reads a hundred; a deeper one would make
     * every client refuse the whole assignment.
     */
    private static final int DEEPEST = 24;

    private MetadataRule() {}

    /** The rule that this metadata breaks, or nothing when it is right. */
    static Optional<String> broken(ObjectNode metadata) {
        JsonNode namespaces = metadata.get(FILTER_METADATA);
        if (namespaces != null) {
            if (metadata.size() > 1) {
                return Optional.of("filter_metadata must be the only key where it occurs");
            }
            if (!namespaces.isObject()) {
                return Optional.of("filter_metadata must be a JSON object");
            }
            for (Map.Entry<String, JsonNode> namespace : namespaces.properties()) {
                if (!namespace.getValue().isObject()) {
                    return Optional.of("every namespace of filter_metadata must be a JSON object");
                }
            }
        }
        Optional<String> content = JsonContent.broken(metadata, DEEPEST);
        if (content.isPresent()) {
            return content;
        }
        // No character takes less than a byte; what is short enough in characters is close enough in bytes.
        return metadata.toString().length() > Endpoint.LONGEST_METADATA
                ? Optional.of("must not be longer than " + Endpoint.LONGEST_METADATA + " characters of JSON")
                : Optional.empty();
    }
}
