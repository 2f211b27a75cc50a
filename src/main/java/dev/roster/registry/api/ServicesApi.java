package dev.roster.registry.api;

import dev.roster.registry.Registry;
import dev.roster.registry.RegistryConfig;
import dev.roster.registry.Service;
import dev.roster.registry.Services;
import dev.roster.rest.Cursor;
import dev.roster.rest.ListView;
import dev.roster.rest.StrictJson;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
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

/** Services and their settings. Thread-safe. */
@Path("/v1/services")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Services", description = "Names under which endpoints are registered")
final class ServicesApi {
    private final Registry registry;
    private final Services services;
    private final SettingsReader settings;
    private final long bodySize;

    ServicesApi(Registry registry, Services services, SettingsReader settings, RegistryConfig config) {
        this.registry = registry;
        this.services = services;
        this.settings = settings;
        this.bodySize = config.bodySize().asLongValue();
    }

    @GET
    @Operation(summary = "List services by name")
    @APIResponse(responseCode = "200", description = "One page")
    @APIResponse(responseCode = "400", description = "A bad cursor or limit")
    public Uni<ListView<ServiceBody.Summary>> list(
            @RestQuery @Nullable String cursor, @RestQuery @Nullable String limit) {
        return services.page(Cursor.request(cursor, limit)).map(page -> ListView.of(page, ServiceBody.Summary::of));
    }

    @PUT
    @Path("/{service}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Set a service's cluster settings, and create it if need be")
    @RequestBody(content = @Content(schema = @Schema(implementation = ServiceBody.Settings.class)))
    @APIResponse(
            responseCode = "201",
            description = "A new service",
            content = @Content(schema = @Schema(implementation = ServiceBody.class)))
    @APIResponse(
            responseCode = "200",
            description = "The service was there and is updated",
            content = @Content(schema = @Schema(implementation = ServiceBody.class)))
    @APIResponse(responseCode = "400", description = "The body is not JSON")
    @APIResponse(responseCode = "422", description = "The settings are no partial Envoy Cluster")
    public Uni<RestResponse<ServiceBody>> put(@RestPath String service, byte @Nullable [] body) {
        Service wanted = settings.service(Paths.service(service), StrictJson.object(body, bodySize));
        return registry.put(wanted)
                .chain(created -> services.view(service)
                        .map(view -> RestResponse.status(
                                created ? RestResponse.Status.CREATED : RestResponse.Status.OK, ServiceBody.of(view))));
    }

    @DELETE
    @Path("/{service}")
    @Operation(summary = "Remove a service with its endpoints")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "There is none of this name")
    public Uni<Void> delete(@RestPath String service) {
        return registry.delete(Paths.service(service));
    }
}
