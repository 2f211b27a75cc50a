package dev.roster.resource.api;

import dev.roster.resource.Intent;
import dev.roster.resource.Resources;
import dev.roster.rest.Asker;
import dev.roster.rest.Bodies;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The very files that an Envoy reads from disk. Thread-safe. */
@Path("/v1/resources")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Resources")
final class ApplyApi {
    private final Resources resources;
    private final BatchReader reader;

    ApplyApi(Resources resources, BatchReader reader) {
        this.resources = resources;
        this.reader = reader;
    }

    // Read on a worker: ten thousand resources would hold up whatever else the event loop serves.
    @POST
    @Consumes({Bodies.JSON, Bodies.YAML, Bodies.TEXT_YAML, Bodies.X_YAML})
    @Operation(
            summary = "Apply a list of resources",
            description =
                    "A `resources:` list as Envoy's cds.yaml, lds.yaml, … hold it, of one type or several: up to 10,000 items,"
                            + " all or nothing")
    @APIResponse(responseCode = "200", description = "Everything is stored and can be discovered here")
    @APIResponse(responseCode = "400", description = "The body is not what it says it is; nothing was stored")
    @APIResponse(responseCode = "409", description = "They contradict what is stored; nothing was stored")
    @APIResponse(responseCode = "413", description = "The body is too large")
    @APIResponse(responseCode = "422", description = "Resources break rules, named by path; nothing was stored")
    @APIResponse(responseCode = "503", description = "Without a database; see Retry-After")
    public Uni<ResultView.Many> apply(
            byte @Nullable [] body,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable MediaType format,
            @BeanParam BatchScope scope,
            @BeanParam Asker asker) {
        Intent intent = new Intent(asker.author(), asker.dryRun());
        return Uni.createFrom()
                .item(() -> reader.batch(body, format, scope))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(batch -> resources.apply(batch, intent))
                .map(results -> ResultView.Many.of(results, intent.dryRun()));
    }
}
