package dev.roster.bootstrap.api;

import dev.roster.request.BadRequest;
import dev.roster.request.NameRule;
import dev.roster.rest.Flags;
import jakarta.ws.rs.BeanParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** How a file is to be taken over, as it came. Immutable. */
record ImportQuery(
        @BeanParam UplinkQuery uplink,

        @RestQuery("group")
        @Parameter(description = "The node group that it is for; by default the file's node.cluster")
        @Nullable String group,

        @RestQuery("inline_routes")
        @Parameter(
                description = "Leaves routes in their listeners instead of making them resources",
                schema = @Schema(type = SchemaType.BOOLEAN))
        @Nullable String inlineRoutes,

        @BeanParam FileFormat format) {
    /** The group that is asked for, or none. */
    @Nullable String checkedGroup() {
        if (group != null && !group.isEmpty()) {
            NameRule.ID.broken(group).ifPresent(rule -> {
                throw BadRequest.parameter("group", group, rule);
            });
        }
        return group;
    }

    boolean keepsRoutes() {
        return Flags.flag("inline_routes", inlineRoutes);
    }
}
