package dev.roster.registry.api;

import dev.roster.registry.Registry;
import dev.roster.rest.StrictJson;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.Consumes;
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
import org.jspecify.annotations.Nullable;

/** Many endpoints at once. Thread-safe. */
@Path(EndpointBatchApi.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Endpoints")
final class EndpointBatchApi {
    static final String PATH = "/v1/endpoints:batch";

    private final Registry registry;
    private final BatchReader reader;

    EndpointBatchApi(Registry registry, BatchReader reader) {
        this.registry = registry;
        this.reader = reader;
    }

    // Read on a worker: ten thousand items would hold up whatever else the event loop serves.
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Register and deregister many endpoints",
            description = "Up to 10,000 items, all or nothing; deregistrations happen first")
    @RequestBody(content = @Content(schema = @Schema(implementation = EndpointBody.Many.class)))
    @APIResponse(responseCode = "200", description = "Everything is stored and can be discovered here")
    @APIResponse(responseCode = "400", description = "The body is not JSON; nothing was stored")
    @APIResponse(responseCode = "409", description = "Ids or addresses are taken; nothing was stored")
    @APIResponse(responseCode = "413", description = "The body is too large")
    @APIResponse(responseCode = "422", description = "Items break rules, named by path; nothing was stored")
    @APIResponse(responseCode = "503", description = "Without a database; see Retry-After")
    public Uni<Registered.Many> apply(byte @Nullable [] body) {
        return Uni.createFrom()
                .item(() -> reader.batch(StrictJson.object(body)))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(registry::apply)
                .map(Registered.Many::of);
    }
}
