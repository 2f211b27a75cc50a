package dev.roster.registry.api;

import dev.roster.registry.Deregistration;
import dev.roster.registry.Endpoint;
import dev.roster.registry.Endpoints;
import dev.roster.registry.Refusal;
import dev.roster.registry.RefusedException;
import dev.roster.registry.Registration;
import dev.roster.registry.Registry;
import dev.roster.registry.RegistryConfig;
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
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Endpoints under ids of the caller's. Thread-safe. */
@Path("/v1/services/{service}/endpoints/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Services")
final class ServiceEndpointsApi {
    private final Registry registry;
    private final Endpoints endpoints;
    private final RegistrationReader reader;
    private final long bodySize;

    ServiceEndpointsApi(Registry registry, Endpoints endpoints, RegistrationReader reader, RegistryConfig config) {
        this.registry = registry;
        this.endpoints = endpoints;
        this.reader = reader;
        this.bodySize = config.bodySize().asLongValue();
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Register an endpoint under this id",
            description = "Its address may change; what is not sent gets its default")
    @RequestBody(content = @Content(schema = @Schema(implementation = EndpointBody.class)))
    @APIResponse(
            responseCode = "201",
            description = "A new endpoint",
            content = @Content(schema = @Schema(implementation = Registered.class)))
    @APIResponse(
            responseCode = "200",
            description = "The endpoint was there and is updated",
            content = @Content(schema = @Schema(implementation = Registered.class)))
    @APIResponse(responseCode = "409", description = "The id is another service's, or the address another id's")
    @APIResponse(responseCode = "422", description = "Fields break rules; `violations` names all of them")
    @APIResponse(responseCode = "503", description = "Overloaded or without a database; see Retry-After")
    public Uni<RestResponse<Registered>> put(@RestPath String service, @RestPath String id, byte @Nullable [] body) {
        var identity = new RegistrationReader.Identity(Paths.id(id), Paths.service(service));
        Endpoint endpoint = reader.endpoint(identity, StrictJson.object(body, bodySize));
        return registry.register(new Registration(endpoint, true)).map(Registered::answer);
    }

    @GET
    @Operation(summary = "Show an endpoint of this service")
    @APIResponse(responseCode = "200", description = "The endpoint")
    @APIResponse(responseCode = "404", description = "The service has none of this id")
    public Uni<EndpointView> show(@RestPath String service, @RestPath String id) {
        String name = Paths.service(service);
        return endpoints
                .endpoint(Paths.id(id))
                .invoke(endpoint -> {
                    if (!endpoint.service().equals(name)) {
                        throw new RefusedException(new Refusal.UnknownEndpoint(id));
                    }
                })
                .map(EndpointView::of);
    }

    @DELETE
    @Operation(summary = "Deregister an endpoint of this service")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "The service has none of this id")
    public Uni<Void> deregister(@RestPath String service, @RestPath String id) {
        return registry.deregister(new Deregistration(Paths.id(id), Paths.service(service)));
    }
}
