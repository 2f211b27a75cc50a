package dev.roster.resource.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.Any;
import com.google.protobuf.util.Durations;
import dev.roster.envoy.EnvoyJson;
import dev.roster.envoy.EnvoyYaml;
import dev.roster.envoy.InvalidEnvoyJson;
import dev.roster.envoy.Redaction;
import dev.roster.envoy.ResourceType;
import dev.roster.resource.Refusal;
import dev.roster.resource.RefusedException;
import dev.roster.resource.Resource;
import dev.roster.resource.StoredForm;
import dev.roster.resource.StoredResource;
import dev.roster.rest.Bodies;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How a resource is shown: with its type, in Envoy's wrapper where it needs one, without what is sensitive. Thread-safe. */
@Singleton
final class ResourceForm {
    private static final JsonMapper JSON = new JsonMapper();
    private static final ObjectWriter PRETTY = JSON.writerWithDefaultPrettyPrinter();

    private final StoredForm form;
    private final EnvoyJson json;

    ResourceForm(StoredForm form, EnvoyJson json) {
        this.form = form;
        this.json = json;
    }

    /** Shows a resource, unless the caller, who sends this If-None-Match, has it as it is. */
    Response answer(StoredResource stored, MediaType format, @Nullable String ifNoneMatch) {
        Resource resource = read(stored);
        String version = resource.version();
        ResponseBuilder answer = ETags.isKnown(ifNoneMatch, version)
                ? Response.notModified()
                : Response.ok(text(resource, format), format.withCharset(StandardCharsets.UTF_8.name()));
        return answer.header(HttpHeaders.ETAG, ETags.of(version))
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }

    private Resource read(StoredResource stored) {
        try {
            return form.read(stored);
        } catch (InvalidEnvoyJson e) {
            throw new RefusedException(new Refusal.Unreadable(stored.key(), String.valueOf(e.getMessage())));
        }
    }

    private String text(Resource resource, MediaType format) {
        String text = json.print(typed(resource));
        try {
            return Bodies.isJson(format) ? PRETTY.writeValueAsString(JSON.readTree(text)) : EnvoyYaml.ofJson(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was printed is no JSON", e);
        }
    }

    private static Any typed(Resource resource) {
        Any content = Any.pack(Redaction.of(resource.message()).message());
        if (!needsWrapper(resource)) {
            return content;
        }
        var wrapper = io.envoyproxy.envoy.service.discovery.v3.Resource.newBuilder()
                .setName(resource.key().name())
                .setResource(content);
        if (resource.ttl() != null) {
            wrapper.setTtl(Durations.fromMillis(resource.ttl().toMillis()));
        }
        return Any.pack(wrapper.build());
    }

    /** A virtual host need not hold its whole name. */
    private static boolean needsWrapper(Resource resource) {
        ResourceType type = resource.key().type();
        return resource.ttl() != null
                || !type.nameOf(resource.message()).equals(resource.key().name());
    }
}
