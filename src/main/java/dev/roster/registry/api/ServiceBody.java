package dev.roster.registry.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.roster.registry.Service;
import dev.roster.registry.ServiceView;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A service as it is shown. Immutable. */
@RegisterForReflection
@Schema(name = "Service")
record ServiceBody(
        String name,

        @Schema(type = SchemaType.OBJECT, description = "A partial Envoy Cluster, merged over the generated one")
        @JsonRawValue
        @Nullable String cluster,

        @Schema(description = "Hash of all the rest: equal content has equal versions")
        String version,

        @Schema(description = "Ordered by id") List<EndpointView> endpoints) {
    ServiceBody {
        endpoints = List.copyOf(endpoints);
    }

    static ServiceBody of(ServiceView view) {
        return new ServiceBody(
                view.service().name(),
                view.service().cluster(),
                view.version(),
                view.endpoints().stream().map(EndpointView::of).toList());
    }

    /** A service in a list. Immutable. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "ServiceSummary")
    record Summary(
            String name,

            @Schema(type = SchemaType.OBJECT) @JsonRawValue @Nullable String cluster) {
        static Summary of(Service service) {
            return new Summary(service.name(), service.cluster());
        }
    }

    /** A service as it is sent, for the OpenAPI document. */
    @Schema(name = "ServiceSettings")
    record Settings(
            @Schema(description = "A partial Envoy Cluster, or null for the generated one as it is") @Nullable Map<String, Object> cluster) {}
}
