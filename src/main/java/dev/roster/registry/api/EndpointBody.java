package dev.roster.registry.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roster.registry.Health;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The attributes of an endpoint as they are sent, for the OpenAPI document; they are read by {@link RegistrationReader}. */
@Schema(name = "EndpointAttributes", description = "What is absent or null gets its default")
record EndpointBody(
        @Schema(required = true, description = "IPv4 or IPv6 address, no host name", examples = "192.168.215.7")
        String address,

        @Schema(required = true, description = "TCP port", minimum = "1", maximum = "65535", examples = "8081")
        @JsonProperty("port_value")
        int port,

        @Schema(
                description = "Share of its locality's load, relative to the others",
                minimum = "1",
                maximum = "65535",
                defaultValue = "1")
        int weight,

        @Schema(
                description = "Traffic goes to the lowest number that is healthy",
                minimum = "0",
                maximum = "128",
                defaultValue = "0")
        int priority,

        EndpointView.@Nullable Parts locality,
        @Schema(defaultValue = "UNKNOWN") @Nullable Health health,

        @Schema(description = "Host name for health checks, up to 256 bytes") @Nullable String hostname,

        @Schema(description = "{\"filter_metadata\": {\"<namespace>\": {…}}}, or keys that go under envoy.lb") @Nullable Map<String, Object> metadata) {

    /** The same with what says which endpoint it is. */
    @Schema(name = "Registration")
    record Named(
            @Schema(description = "Up to 256 bytes; the configured default when absent") @Nullable String service,

            @Schema(description = "Up to 256 bytes without a slash; made up when absent") @Nullable String id,

            @Schema(required = true, description = "IPv4 or IPv6 address, no host name", examples = "192.168.215.7")
            String address,

            @Schema(required = true, description = "TCP port", minimum = "1", maximum = "65535", examples = "8081")
            @JsonProperty("port_value")
            int port,

            @Schema(minimum = "1", maximum = "65535", defaultValue = "1")
            int weight,

            @Schema(minimum = "0", maximum = "128", defaultValue = "0")
            int priority,

            EndpointView.@Nullable Parts locality,
            @Schema(defaultValue = "UNKNOWN") @Nullable Health health,
            @Nullable String hostname,
            @Nullable Map<String, Object> metadata) {}

    /** A batch as it is sent. */
    @Schema(name = "Batch", description = "At most 10,000 items; deregistrations happen first")
    record Many(@Nullable List<Named> register, @Nullable List<String> deregister) {}
}
