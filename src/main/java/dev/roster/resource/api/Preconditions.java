package dev.roster.resource.api;

import dev.roster.request.BadRequest;
import dev.roster.resource.Condition;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What a request demands of the resource as it is. Immutable. */
record Preconditions(
        @Parameter(description = "The ETag that it must have, or * for any")
        @HeaderParam(HttpHeaders.IF_MATCH)
        @Nullable String ifMatch,

        @Parameter(description = "* when there must be no such resource")
        @HeaderParam(HttpHeaders.IF_NONE_MATCH)
        @Nullable String ifNoneMatch) {
    Condition condition() {
        if (ifNoneMatch == null) {
            return ifMatch == null ? new Condition.None() : ETags.condition(ifMatch);
        }
        if (ifMatch != null || !ifNoneMatch.strip().equals(ETags.ANY)) {
            throw BadRequest.parameter(
                    HttpHeaders.IF_NONE_MATCH, ifNoneMatch, "must be *, and alone, where something is written");
        }
        return new Condition.Absent();
    }
}
