package dev.roster.resource.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.protobuf.util.Durations;
import dev.roster.envoy.InvalidEnvoyJson;
import dev.roster.resource.Acceptance;
import dev.roster.resource.ResourceKey;
import dev.roster.resource.StoredForm;
import dev.roster.resource.StoredResource;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A resource in a list. Immutable. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ResourceSummary")
record ResourceView(
        String type,

        @Schema(description = "The node group that it is for; empty: everyone")
        String group,

        String name,

        @Schema(description = "Its ETag; absent when it cannot be read") @Nullable String version,

        @Schema(description = "How long a client keeps it without hearing of it again") @Nullable String ttl,

        @Schema(description = "Why it cannot be read: it was written past this API, or is a secret without its key")
        @Nullable String unreadable,

        AcceptanceView clients) {
    static ResourceView of(StoredResource stored, StoredForm form, Acceptance acceptance) {
        ResourceKey key = stored.key();
        String version = null;
        String unreadable = null;
        try {
            version = form.read(stored).version();
        } catch (InvalidEnvoyJson e) {
            unreadable = e.getMessage();
        }
        return new ResourceView(
                key.type().path(),
                key.group(),
                key.name(),
                version,
                stored.ttl() == null ? null : shown(stored.ttl()),
                unreadable,
                AcceptanceView.of(acceptance));
    }

    private static String shown(Duration ttl) {
        return Durations.toString(Durations.fromMillis(ttl.toMillis()));
    }
}
