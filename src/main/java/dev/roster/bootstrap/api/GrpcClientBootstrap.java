package dev.roster.bootstrap.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roster.bootstrap.NodeName;
import dev.roster.bootstrap.RosterAddress;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The bootstrap of gRPC's own xDS client, as gRFC A27 (xds_servers, node) and A36 (listeners of servers) describe it.
 * Immutable.
 */
@RegisterForReflection
record GrpcClientBootstrap(
        @JsonProperty("xds_servers") List<Server> xdsServers,
        Node node,

        @JsonProperty("server_listener_resource_name_template")
        String serverListeners) {
    GrpcClientBootstrap {
        xdsServers = List.copyOf(xdsServers);
    }

    static GrpcClientBootstrap of(NodeName node, RosterAddress roster) {
        String host = roster.host().indexOf(':') < 0 ? roster.host() : "[" + roster.host() + "]";
        Server server =
                new Server(host + ":" + roster.xdsPort(), List.of(new Credentials("insecure")), List.of("xds_v3"));
        return new GrpcClientBootstrap(
                List.of(server), new Node(node.id(), node.cluster()), "grpc/server?xds.resource.listening_address=%s");
    }

    /** Where Roster is. Immutable. */
    @RegisterForReflection
    record Server(
            @JsonProperty("server_uri") String uri,
            @JsonProperty("channel_creds") List<Credentials> credentials,
            @JsonProperty("server_features") List<String> features) {
        Server {
            credentials = List.copyOf(credentials);
            features = List.copyOf(features);
        }
    }

    /** How the client and Roster know each other. Immutable. */
    @RegisterForReflection
    record Credentials(String type) {}

    /** Who the client is. Immutable. */
    @RegisterForReflection
    record Node(String id, String cluster) {}
}
