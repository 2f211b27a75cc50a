package dev.roster.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Variant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The formats of bodies: JSON, and YAML under the names that it goes by. */
public final class Bodies {
    public static final String JSON = MediaType.APPLICATION_JSON;
    public static final String YAML = "application/yaml";
    public static final String TEXT_YAML = "text/yaml";
    public static final String X_YAML = "application/x-yaml";

    private static final List<Variant> JSON_FIRST = variants(JSON, YAML, TEXT_YAML, X_YAML);
    private static final List<Variant> YAML_FIRST = variants(YAML, TEXT_YAML, X_YAML, JSON);

    private Bodies() {}

    /** The object in a body of this format, when it is not larger than this; one of which nothing is said is refused. */
    public static ObjectNode object(byte @Nullable [] body, @Nullable MediaType format, long limit) {
        if (format == null) {
            throw new NotSupportedException();
        }
        return isJson(format) ? StrictJson.object(body, limit) : StrictYaml.object(body, limit);
    }

    /** The format that a caller wants to see; JSON where it is all the same to him. */
    public static MediaType wanted(Request request) {
        return wanted(request, JSON_FIRST);
    }

    /** As {@link #wanted}, with YAML where it is all the same. */
    public static MediaType wantedRatherYaml(Request request) {
        return wanted(request, YAML_FIRST);
    }

    public static boolean isJson(MediaType format) {
        return format.getSubtype().equals(MediaType.APPLICATION_JSON_TYPE.getSubtype());
    }

    private static MediaType wanted(Request request, List<Variant> variants) {
        Variant variant = request.selectVariant(variants);
        if (variant == null) {
            throw new NotAcceptableException();
        }
        return variant.getMediaType();
    }

    private static List<Variant> variants(String... formats) {
        return Stream.of(formats)
                .map(format -> new Variant(MediaType.valueOf(format), (String) null, null))
                .toList();
    }
}
