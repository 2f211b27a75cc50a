package dev.roster.resource.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.rest.StrictJson;
import dev.roster.rest.StrictYaml;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Variant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The formats of bodies: JSON, and YAML under the names that it goes by. */
final class Bodies {
    static final String JSON = MediaType.APPLICATION_JSON;
    static final String YAML = "application/yaml";
    static final String TEXT_YAML = "text/yaml";
    static final String X_YAML = "application/x-yaml";

    /** In the order in which they are preferred. */
    private static final List<Variant> VARIANTS = Stream.of(JSON, YAML, TEXT_YAML, X_YAML)
            .map(format -> new Variant(MediaType.valueOf(format), (String) null, null))
            .toList();

    private Bodies() {}

    /** The object in a body of this format, when it is not larger than this. */
    static ObjectNode object(byte @Nullable [] body, MediaType format, long limit) {
        return isJson(format) ? StrictJson.object(body, limit) : StrictYaml.object(body, limit);
    }

    /** The format that a caller wants to see. */
    static MediaType wanted(Request request) {
        Variant variant = request.selectVariant(VARIANTS);
        if (variant == null) {
            throw new NotAcceptableException();
        }
        return variant.getMediaType();
    }

    static boolean isJson(MediaType format) {
        return format.getSubtype().equals(MediaType.APPLICATION_JSON_TYPE.getSubtype());
    }
}
