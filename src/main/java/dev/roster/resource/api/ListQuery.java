package dev.roster.resource.api;

import dev.roster.request.BadRequest;
import dev.roster.request.NameRule;
import dev.roster.request.Page;
import dev.roster.resource.StoredResources.Filter;
import dev.roster.rest.Cursor;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Which resources to list. Immutable. */
record ListQuery(
        @RestPath String type,

        @Parameter(description = "Only those for this node group; without: all, with or without a group")
        @RestQuery
        @Nullable String group,

        @Parameter(description = "How their names begin") @RestQuery @Nullable String prefix,

        @RestQuery @Nullable String cursor,

        @RestQuery @Nullable String limit) {
    Page.Request page() {
        return Cursor.request(cursor, limit);
    }

    Filter filter() {
        return new Filter(Target.type(type), group == null ? null : Target.group(group), beginning());
    }

    private String beginning() {
        if (prefix == null) {
            return "";
        }
        NameRule.brokenText(prefix).ifPresent(rule -> {
            throw BadRequest.parameter("prefix", prefix, rule);
        });
        return prefix;
    }
}
