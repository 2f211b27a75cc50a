package dev.roster.bootstrap.api;

import dev.roster.bootstrap.Converter;
import dev.roster.bootstrap.Imports;
import dev.roster.envoy.EnvoyJson;
import dev.roster.resource.Intent;
import dev.roster.rest.Asker;
import dev.roster.rest.Bodies;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Static Envoy configurations that Roster takes over. Thread-safe. */
@Path("/v1/import")
@Tag(name = "Bootstraps")
final class ImportApi {
    private final ImportReader reader;
    private final Converter converter;
    private final Imports imports;
    private final EnvoyJson json;

    ImportApi(ImportReader reader, Converter converter, Imports imports, EnvoyJson json) {
        this.reader = reader;
        this.converter = converter;
        this.imports = imports;
        this.json = json;
    }

    // Read on a worker: a file with thousands of clusters would hold up whatever else the event loop serves.
    @POST
    @Consumes({Bodies.JSON, Bodies.YAML, Bodies.TEXT_YAML, Bodies.X_YAML, FileFormat.UNSAID})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Take over a static Envoy configuration",
            description = "Its clusters become services with endpoints or cluster resources, its listeners, routes and"
                    + " secrets resources of its node group. The answer holds the bootstrap that replaces the file. What is"
                    + " there already is never changed: the same file again changes nothing")
    @APIResponse(responseCode = "200", description = "Everything is stored and can be discovered here")
    @APIResponse(responseCode = "400", description = "The body is not what it says it is, or a parameter breaks a rule")
    @APIResponse(
            responseCode = "409",
            description =
                    "Something is there with other content; nothing was stored, or only the services, which is said then")
    @APIResponse(responseCode = "413", description = "The body is too large")
    @APIResponse(responseCode = "422", description = "The file breaks rules, named by path; nothing was stored")
    @APIResponse(responseCode = "503", description = "Without a database; see Retry-After")
    public Uni<ImportView> take(
            byte @Nullable [] body, @BeanParam ImportQuery query, @BeanParam Asker asker, @Context UriInfo uri) {
        Intent intent = new Intent(asker.author(), asker.dryRun());
        URI base = uri.getBaseUri();
        return Uni.createFrom()
                .item(() -> converter.convert(reader.read(body, query, base)))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(conversion -> imports.take(conversion, intent))
                .map(imported -> ImportView.of(
                        imported,
                        intent.dryRun(),
                        json.print(imported.conversion().bootstrap())));
    }
}
