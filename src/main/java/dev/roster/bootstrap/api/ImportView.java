package dev.roster.bootstrap.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.roster.bootstrap.Conversion.Left;
import dev.roster.bootstrap.Conversion.MadeResource;
import dev.roster.bootstrap.Conversion.MadeService;
import dev.roster.bootstrap.Imported;
import dev.roster.envoy.Warning;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of a file. Immutable. */
@RegisterForReflection
@Schema(name = "Import")
record ImportView(
        @Schema(description = "The node group that it is for; empty: everyone")
        String group,

        @JsonProperty("dry_run") boolean dryRun,

        @Schema(description = "What Roster serves of it") List<Item> items,

        @Schema(description = "What it does not") List<Rest> left,

        List<Warning> warnings,

        @Schema(type = SchemaType.OBJECT, description = "The bootstrap that replaces the file, in Envoy's JSON")
        @JsonRawValue
        String bootstrap) {
    ImportView {
        items = List.copyOf(items);
        left = List.copyOf(left);
        warnings = List.copyOf(warnings);
    }

    static ImportView of(Imported imported, boolean dryRun, String bootstrap) {
        return new ImportView(
                imported.conversion().group(),
                dryRun,
                imported.taken().stream().map(Item::of).toList(),
                imported.conversion().left().stream().map(Rest::of).toList(),
                imported.warnings(),
                bootstrap);
    }

    /** A part of the file that Roster serves. Immutable. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ImportedItem")
    record Item(
            @Schema(description = "Its path in the file", examples = "static_resources.clusters[0]")
            String from,

            @Schema(description = "services, or the type of a resource as in /v1/resources/{type}")
            String type,

            String name,

            @Schema(enumeration = {"created", "unchanged"}) String outcome,

            @Schema(description = "How many endpoints a service has") @Nullable Integer endpoints,

            @Schema(description = "Why it is this and no service") @Nullable String because) {
        static Item of(Imported.Taken taken) {
            String outcome = taken.created() ? "created" : "unchanged";
            return switch (taken.made()) {
                case MadeService made ->
                    new Item(
                            made.from(),
                            "services",
                            made.service().name(),
                            outcome,
                            made.endpoints().size(),
                            null);
                case MadeResource made ->
                    new Item(
                            made.from(),
                            made.key().type().path(),
                            made.key().name(),
                            outcome,
                            null,
                            made.note().isEmpty() ? null : made.note());
            };
        }
    }

    /** A part of the file that Roster does not serve. Immutable. */
    @RegisterForReflection
    @Schema(name = "LeftItem")
    record Rest(
            @Schema(description = "Its path in the file") String field,

            @Schema(
                    enumeration = {"kept", "replaced"},
                    description = "Whether it is in the new bootstrap as it was, or Roster takes its place")
            String fate,

            String because) {
        static Rest of(Left left) {
            return new Rest(left.field(), left.fate().name().toLowerCase(Locale.ROOT), left.reason());
        }
    }
}
