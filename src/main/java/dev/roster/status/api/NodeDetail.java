package dev.roster.status.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roster.status.ConnectedNode;
import dev.roster.status.Resources;
import dev.roster.status.Seen;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A node with all that is known of it. Immutable. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Node", description = "A connected xDS client with what it has of what it asks for")
record NodeDetail(
        @Schema(description = "node.id") String id,
        @Schema(description = "node.cluster") String cluster,

        @Schema(description = "The node group whose resources it sees")
        String group,

        ClientView.@Nullable Place locality,
        @JsonProperty("user_agent") ClientView.@Nullable Agent userAgent,

        @Schema(description = "Whether it has accepted everything that it asks for as it is now")
        @JsonProperty("in_sync")
        boolean inSync,

        @Schema(description = "The newest first") List<StreamDetail> streams,

        @Schema(description = "False while the database does not answer: streams to other replicas are not there then")
        boolean complete) {
    NodeDetail {
        streams = List.copyOf(streams);
    }

    static NodeDetail of(Seen<ConnectedNode> seen, Resources resources) {
        ConnectedNode node = seen.what();
        Node client = node.info().node();
        return new NodeDetail(
                node.id(),
                client.getCluster(),
                node.info().viewer().group(),
                ClientView.Place.of(client),
                ClientView.Agent.of(client),
                node.inSync(),
                node.streams().stream()
                        .map(stream -> StreamDetail.of(stream, resources))
                        .toList(),
                seen.complete());
    }
}
