package dev.roster.status.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roster.status.ConnectedNode;
import dev.roster.status.ConnectedStream;
import dev.roster.xds.Standing;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A node in a list. Immutable. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "NodeSummary", description = "A connected xDS client; several streams of one node id are one node")
record NodeView(
        @Schema(description = "node.id") String id,
        @Schema(description = "node.cluster") String cluster,

        @Schema(description = "The node group whose resources it sees")
        String group,

        ClientView.@Nullable Place locality,
        @JsonProperty("user_agent") ClientView.@Nullable Agent userAgent,

        @Schema(description = "Whether it has accepted everything that it asks for as it is now")
        @JsonProperty("in_sync")
        boolean inSync,

        @Schema(description = "Resources that it rejects as they are now; at least")
        int rejected,

        @Schema(description = "Resources that it was not sent as they are now, or has not answered; at least")
        int pending,

        @Schema(description = "The newest first") List<Stream> streams) {
    NodeView {
        streams = List.copyOf(streams);
    }

    static NodeView of(ConnectedNode node) {
        Node client = node.info().node();
        return new NodeView(
                node.id(),
                client.getCluster(),
                node.info().viewer().group(),
                ClientView.Place.of(client),
                ClientView.Agent.of(client),
                node.inSync(),
                count(node, true),
                count(node, false),
                node.streams().stream().map(Stream::of).toList());
    }

    private static int count(ConnectedNode node, boolean rejected) {
        return node.streams().stream()
                .mapToInt(stream -> stream.unsettled(resource -> rejected == (resource.standing() == Standing.ERROR)))
                .sum();
    }

    /** A stream in a list. Immutable. */
    @RegisterForReflection
    @Schema(name = "StreamSummary")
    record Stream(
            @Schema(description = "delta-ads, ads, delta or grpc")
            String transport,

            @Schema(description = "The name of the replica that serves it")
            String replica,

            @JsonProperty("connected_since") Instant connectedSince,
            @JsonProperty("in_sync") boolean inSync) {
        static Stream of(ConnectedStream stream) {
            return new Stream(
                    stream.info().transportName(), stream.replica(), stream.connectedSince(), stream.inSync());
        }
    }
}
