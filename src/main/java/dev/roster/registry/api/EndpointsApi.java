package dev.roster.registry.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.registry.Deregistration;
import dev.roster.registry.Endpoints;
import dev.roster.registry.Registry;
import dev.roster.registry.RegistryConfig;
import dev.roster.rest.Cursor;
import dev.roster.rest.ListView;
import dev.roster.rest.StrictJson;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Endpoints whose ids nobody has to think of. Thread-safe. */
@Path("/endpoints")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Endpoints", description = "Where services can be reached")
final class EndpointsApi {
    static final String MERGE_PATCH = "application/merge-patch+json";

    private final Registry registry;
    private final Endpoints endpoints;
    private final RegistrationReader reader;
    private final long bodySize;

    EndpointsApi(Registry registry, Endpoints endpoints, RegistrationReader reader, RegistryConfig config) {
        this.registry = registry;
        this.endpoints = endpoints;
        this.reader = reader;
        this.bodySize = config.bodySize().asLongValue();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Register an endpoint",
            description =
                    "Answered when it is stored and can be discovered here. A service has an address and port once:"
                            + " registering it again updates the endpoint, and what is not sent gets its default")
    @RequestBody(content = @Content(schema = @Schema(implementation = EndpointBody.Named.class)))
    @APIResponse(
            responseCode = "201",
            description = "A new endpoint",
            content = @Content(schema = @Schema(implementation = Registered.class)))
    @APIResponse(
            responseCode = "200",
            description = "The endpoint was there and is updated",
            content = @Content(schema = @Schema(implementation = Registered.class)))
    @APIResponse(responseCode = "400", description = "The body is not JSON")
    @APIResponse(responseCode = "409", description = "The id is another service's, or the address another id's")
    @APIResponse(responseCode = "413", description = "The body is too large")
    @APIResponse(responseCode = "422", description = "Fields break rules; `violations` names all of them")
    @APIResponse(responseCode = "503", description = "Overloaded or without a database; see Retry-After")
    public Uni<RestResponse<Registered>> register(byte @Nullable [] body) {
        return registry.register(reader.registration(StrictJson.object(body, bodySize)))
                .map(Registered::answer);
    }

    @GET
    @Operation(summary = "List endpoints by id")
    @APIResponse(responseCode = "200", description = "One page")
    @APIResponse(responseCode = "400", description = "A bad cursor or limit")
    @APIResponse(responseCode = "503", description = "Without a database; see Retry-After")
    public Uni<ListView<EndpointView>> list(
            @RestQuery @Nullable String cursor,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String service) {
        String only = service == null ? null : Paths.service(service);
        return endpoints.page(Cursor.request(cursor, limit), only).map(page -> ListView.of(page, EndpointView::of));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Show an endpoint")
    @APIResponse(responseCode = "200", description = "The endpoint")
    @APIResponse(responseCode = "404", description = "There is none of this id")
    public Uni<EndpointView> show(@RestPath String id) {
        return endpoints.endpoint(Paths.id(id)).map(EndpointView::of);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MERGE_PATCH, MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Change some attributes",
            description = "A JSON merge patch (RFC 7396); null sets an attribute back to its default")
    @RequestBody(content = @Content(schema = @Schema(implementation = EndpointBody.class)))
    @APIResponse(responseCode = "200", description = "The endpoint as it is now")
    @APIResponse(responseCode = "404", description = "There is none of this id")
    @APIResponse(responseCode = "409", description = "The service has the address under another id")
    @APIResponse(responseCode = "422", description = "Fields break rules; `violations` names all of them")
    public Uni<EndpointView> amend(@RestPath String id, byte @Nullable [] body) {
        ObjectNode patch = StrictJson.object(body, bodySize);
        MergePatch.check(patch);
        return registry.amend(
                        Paths.id(id),
                        endpoint -> reader.endpoint(
                                new RegistrationReader.Identity(endpoint.id(), endpoint.service()),
                                MergePatch.merged(endpoint, patch)))
                .map(EndpointView::of);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Deregister an endpoint")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "There is none of this id")
    public Uni<Void> deregister(@RestPath String id) {
        return registry.deregister(new Deregistration(Paths.id(id), null));
    }
}
