package dev.roster.bootstrap.api;

import dev.roster.bootstrap.NodeName;
import dev.roster.request.BadRequest;
import dev.roster.request.NameRule;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The query parameters that say for whom a bootstrap is, as they came. Immutable. */
record NodeQuery(
        @RestQuery("node_id")
        @Parameter(description = "Who the client is; no two have the same", required = true)
        @Nullable String nodeId,

        @RestQuery("cluster") @Parameter(description = "The node group that it belongs to", required = true) @Nullable String cluster,

        @RestQuery("admin_port")
        @Parameter(
                description = "Of Envoy's admin interface on 127.0.0.1; 0 is any that is free",
                schema = @Schema(type = SchemaType.INTEGER, defaultValue = "9901"))
        @Nullable String adminPort,

        @RestQuery("runtime")
        @Parameter(
                description = "The runtime resource that becomes a layer of Envoy's runtime; without it there is none")
        @Nullable String runtime) {
    private static final int ADMIN_PORT = 9901;

    NodeName node() {
        return new NodeName(name("node_id", nodeId, NameRule.NAME), name("cluster", cluster, NameRule.ID));
    }

    int admin() {
        return Ports.read("admin_port", adminPort, 0, ADMIN_PORT);
    }

    /** The name of the runtime resource, or none. */
    @Nullable String layer() {
        return runtime == null ? null : name("runtime", runtime, NameRule.NAME);
    }

    private static String name(String parameter, @Nullable String value, NameRule rule) {
        if (value == null) {
            throw BadRequest.parameter(parameter, "", "is required");
        }
        rule.broken(value).ifPresent(broken -> {
            throw BadRequest.parameter(parameter, value, broken);
        });
        return value;
    }
}
