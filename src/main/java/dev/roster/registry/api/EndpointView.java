package dev.roster.registry.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.roster.registry.Endpoint;
import dev.roster.registry.Health;
import dev.roster.registry.Locality;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An endpoint as it is shown. Immutable. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Endpoint", description = "One registered address of a service")
record EndpointView(
        @Schema(description = "Unique among all endpoints") String id,

        @Schema(description = "The service that it belongs to")
        String service,

        @Schema(description = "IPv4 or IPv6 address in canonical form", examples = "192.168.215.7")
        String address,

        @Schema(description = "TCP port", minimum = "1", maximum = "65535") @JsonProperty("port_value")
        int port,

        @Schema(description = "Share of its locality's load, relative to the others", minimum = "1", maximum = "65535")
        int weight,

        @Schema(description = "Traffic goes to the lowest number that is healthy", minimum = "0", maximum = "128")
        int priority,

        @Schema(description = "Where it runs") Parts locality,
        Health health,

        @Schema(description = "Host name for health checks") @Nullable String hostname,

        @Schema(
                type = SchemaType.OBJECT,
                description = "{\"filter_metadata\": {\"<namespace>\": {…}}}, or keys that go under envoy.lb")
        @JsonRawValue
        @Nullable String metadata) {
    static EndpointView of(Endpoint endpoint) {
        return new EndpointView(
                endpoint.id(),
                endpoint.service(),
                endpoint.address(),
                endpoint.port(),
                endpoint.weight(),
                endpoint.priority(),
                Parts.of(endpoint.locality()),
                endpoint.health(),
                endpoint.hostname(),
                endpoint.metadata());
    }

    /** A locality as it is shown: without the parts that are not known. Immutable. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "Locality")
    record Parts(
            String region,
            String zone,
            @JsonProperty("sub_zone") String subZone) {
        static Parts of(Locality locality) {
            return new Parts(locality.region(), locality.zone(), locality.subZone());
        }
    }
}
