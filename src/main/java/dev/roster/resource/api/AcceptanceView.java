package dev.roster.resource.api;

import dev.roster.resource.Acceptance;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the connected clients made of a resource. Immutable. */
@RegisterForReflection
@Schema(name = "ResourceAcceptance")
record AcceptanceView(
        @Schema(description = "Clients that accepted it as it is now")
        int accepted,

        @Schema(description = "Clients that rejected it as it is now")
        int rejected,

        @Schema(description = "Clients that were not sent it yet as it is now, or have not answered")
        int pending,

        @Schema(description = "Why it was rejected, the most frequent reason first")
        List<ReasonView> reasons,

        @Schema(description = "Whether the clients of all replicas are counted, not only those of this one")
        boolean complete) {
    AcceptanceView {
        reasons = List.copyOf(reasons);
    }

    static AcceptanceView of(Acceptance acceptance) {
        return new AcceptanceView(
                acceptance.accepted(),
                acceptance.rejected(),
                acceptance.pending(),
                acceptance.reasons().stream()
                        .map(reason -> new ReasonView(reason.error(), reason.clients()))
                        .toList(),
                acceptance.complete());
    }

    /** So many clients gave this reason. Immutable. */
    @RegisterForReflection
    @Schema(name = "RejectionReason")
    record ReasonView(String error, int clients) {}
}
