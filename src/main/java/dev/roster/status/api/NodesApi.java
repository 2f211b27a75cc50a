package dev.roster.status.api;

import dev.roster.request.BadRequest;
import dev.roster.rest.Cursor;
import dev.roster.status.Fleet;
import dev.roster.status.NodeFilter;
import dev.roster.status.Resources;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Who is connected, to whichever replica, and what each has accepted. Thread-safe. */
@Path("/v1/nodes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Nodes", description = "The connected xDS clients, and what each has accepted")
final class NodesApi {
    private static final List<String> TRANSPORTS = List.of("delta-ads", "ads", "delta", "grpc");

    private final Fleet fleet;
    private final Resources resources;

    NodesApi(Fleet fleet, Resources resources) {
        this.fleet = fleet;
        this.resources = resources;
    }

    @GET
    @Operation(
            summary = "List the connected nodes by id",
            description = "Those of other replicas as they told it last, a few seconds ago")
    @APIResponse(responseCode = "200", description = "One page")
    @APIResponse(responseCode = "400", description = "A bad cursor, limit or filter")
    public Uni<NodeList> list(
            @RestQuery @Nullable String cursor,
            @RestQuery @Nullable String limit,
            @Parameter(description = "Only nodes of this group, which is their node.cluster") @RestQuery @Nullable String group,
            @Parameter(description = "Only nodes that came by delta-ads, ads, delta or grpc") @RestQuery @Nullable String transport,
            @Parameter(description = "Only nodes that have, or have not, accepted everything as it is now")
                    @RestQuery("in_sync")
                    @Nullable String inSync) {
        NodeFilter filter = new NodeFilter(group, transport(transport), truth(inSync));
        return fleet.page(Cursor.request(cursor, limit), filter).map(NodeList::of);
    }

    @GET
    @Path("/{id}")
    @Operation(
            summary = "Show a node",
            description =
                    "By stream, type and resource: the version sent, accepted and rejected, and why it was rejected")
    @APIResponse(responseCode = "200", description = "The node with all its streams")
    @APIResponse(responseCode = "404", description = "None of this id is connected")
    @APIResponse(responseCode = "503", description = "Not connected here, and the database does not say where else")
    public Uni<NodeDetail> show(@RestPath String id) {
        return fleet.node(id).map(node -> NodeDetail.of(node, resources));
    }

    private static @Nullable String transport(@Nullable String name) {
        if (name != null && !TRANSPORTS.contains(name)) {
            throw BadRequest.parameter("transport", name, "must be one of " + TRANSPORTS);
        }
        return name;
    }

    private static @Nullable Boolean truth(@Nullable String word) {
        return switch (word) {
            case null -> null;
            case "true" -> true;
            case "false" -> false;
            default -> throw BadRequest.parameter("in_sync", word, "must be true or false");
        };
    }
}
