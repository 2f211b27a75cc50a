package dev.roster.resource.api;

import dev.roster.envoy.ResourceType;
import dev.roster.request.BadRequest;
import dev.roster.request.NameRule;
import dev.roster.resource.ResourceKey;
import dev.roster.rest.Problem;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Which resource a request is about. Immutable. */
record Target(
        @Parameter(description = "Such as clusters") @RestPath
        String type,

        @Parameter(description = "Its name, percent-encoded: a slash is %2F") @RestPath
        String name,

        @Parameter(description = "The node group (node.cluster) that it is for; without: everyone") @RestQuery @Nullable String group) {
    ResourceKey key() {
        return new ResourceKey(type(type), group(group), BadRequest.checked("name", name, NameRule.NAME::broken));
    }

    static ResourceType type(String path) {
        return ResourceType.ofPath(path)
                .orElseThrow(() -> Problem.of(404, "unknown-type", "There is no such type", "the types are " + known())
                        .build());
    }

    /** The group that a query parameter names. */
    static String group(@Nullable String group) {
        if (group == null || group.isEmpty()) {
            return ResourceKey.EVERYONE;
        }
        NameRule.ID.broken(group).ifPresent(rule -> {
            throw BadRequest.parameter("group", group, rule);
        });
        return group;
    }

    private static String known() {
        return Arrays.stream(ResourceType.values()).map(ResourceType::path).collect(Collectors.joining(", "));
    }
}
