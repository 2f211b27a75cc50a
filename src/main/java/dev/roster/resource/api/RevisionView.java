package dev.roster.resource.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roster.envoy.InvalidEnvoyJson;
import dev.roster.resource.Revision;
import dev.roster.resource.StoredForm;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a resource was at some time. Immutable. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ResourceRevision")
record RevisionView(
        long revision,

        @Schema(enumeration = {"put", "deleted", "rolled_back"})
        String outcome,

        @Schema(description = "The revision that was brought back") @JsonProperty("rolled_back_to") @Nullable Long rolledBackTo,

        @Schema(
                description =
                        "Who is authenticated, or the From header; the database's role for what was written there")
        String author,

        Instant at,

        @Schema(description = "The version that it had; absent when it was deleted or cannot be read") @Nullable String version) {
    static RevisionView of(Revision revision, StoredForm form) {
        return new RevisionView(
                revision.number(),
                outcome(revision.cause()),
                revision.cause() instanceof Revision.Cause.RolledBack(long to) ? to : null,
                revision.author(),
                revision.writtenAt(),
                version(revision, form));
    }

    private static String outcome(Revision.Cause cause) {
        return switch (cause) {
            case Revision.Cause.Put put -> "put";
            case Revision.Cause.Deleted deleted -> "deleted";
            case Revision.Cause.RolledBack rolledBack -> "rolled_back";
        };
    }

    private static @Nullable String version(Revision revision, StoredForm form) {
        try {
            return revision.resource() == null
                    ? null
                    : form.read(revision.resource()).version();
        } catch (InvalidEnvoyJson e) {
            return null;
        }
    }
}
