package dev.roster.status.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roster.status.ConnectedStream;
import dev.roster.status.Resources;
import dev.roster.xds.ResourceDescription;
import dev.roster.xds.Standing;
import dev.roster.xds.StreamInfo;
import dev.roster.xds.TypeDescription;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A stream with what its client has. Immutable. */
@RegisterForReflection
@Schema(name = "Stream")
record StreamDetail(
        @Schema(description = "delta-ads, ads, delta or grpc")
        String transport,

        @Schema(description = "The name of the replica that serves it")
        String replica,

        @JsonProperty("connected_since") Instant connectedSince,
        @JsonProperty("in_sync") boolean inSync,

        @Schema(description = "In the order in which they are pushed")
        List<Type> types) {
    StreamDetail {
        types = List.copyOf(types);
    }

    static StreamDetail of(ConnectedStream stream, Resources resources) {
        return new StreamDetail(
                stream.info().transportName(),
                stream.replica(),
                stream.connectedSince(),
                stream.inSync(),
                stream.types().stream()
                        .map(type -> Type.of(stream.info(), type, resources))
                        .toList());
    }

    /** A type that a client asks for. Immutable. */
    @RegisterForReflection
    @Schema(name = "StreamType")
    record Type(
            @JsonProperty("type_url") String typeUrl,

            @Schema(description = "Whether it asks for all there are")
            boolean wildcard,

            @Schema(description = "How many it asks for by name")
            int names,

            @JsonProperty("in_sync") boolean inSync,

            @Schema(description = "By name; those that are not in sync before others when there are too many to list")
            List<Resource> resources,

            @Schema(description = "How many resources are not listed")
            int more) {
        Type {
            resources = List.copyOf(resources);
        }

        static Type of(StreamInfo client, TypeDescription type, Resources resources) {
            Resources.Listing listing = resources.of(client, type);
            return new Type(
                    type.typeUrl(),
                    type.interest().wildcard(),
                    type.interest().names().size() + type.interest().more(),
                    type.inSync(),
                    listing.resources().stream().map(Resource::of).toList(),
                    listing.more());
        }
    }

    /** A resource as a client has it. Immutable. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "StreamResource")
    record Resource(
            @Schema(description = "The name by which the client has it")
            String name,

            @Schema(description = "The resource's own name, where the client asked for it by another")
            @JsonProperty("own_name")
            @Nullable String ownName,

            @JsonProperty("in_sync") boolean inSync,

            @Schema(
                    description =
                            "SYNCED: the current version is accepted, or the client knows that there is no such"
                                    + " resource. NOT_SENT: it has yet to be sent. STALE: sent and not answered. ERROR: rejected")
            Standing status,

            @Schema(description = "The version sent last; absent when there is no such resource") @Nullable String sent,

            @Schema(description = "The version accepted last") @Nullable String accepted,

            @Schema(description = "The version rejected last, unless it was accepted later") @Nullable String rejected,

            @Schema(description = "Why, in the client's own words") @Nullable String error) {
        static Resource of(ResourceDescription resource) {
            return new Resource(
                    resource.name(),
                    resource.ownName().equals(resource.name()) ? null : resource.ownName(),
                    resource.standing() == Standing.SYNCED,
                    resource.standing(),
                    resource.sent(),
                    resource.accepted(),
                    resource.rejected(),
                    resource.error());
        }
    }
}
