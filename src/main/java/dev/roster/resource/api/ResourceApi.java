package dev.roster.resource.api;

import dev.roster.resource.Condition;
import dev.roster.resource.Intent;
import dev.roster.resource.ResourceKey;
import dev.roster.resource.Resources;
import dev.roster.resource.StoredResources;
import dev.roster.rest.Bodies;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** One resource in Envoy's own JSON or YAML. Thread-safe. */
@Path("/v1/resources/{type}/{name}")
@Tag(name = "Resources")
final class ResourceApi {
    private final Resources resources;
    private final StoredResources stored;
    private final DraftReader reader;
    private final ResourceForm form;

    ResourceApi(Resources resources, StoredResources stored, DraftReader reader, ResourceForm form) {
        this.resources = resources;
        this.stored = stored;
        this.reader = reader;
        this.form = form;
    }

    @GET
    @Produces({Bodies.JSON, Bodies.YAML, Bodies.TEXT_YAML, Bodies.X_YAML})
    @Operation(
            summary = "Show a resource",
            description = "With its `@type`, ready to be edited and put again; what is sensitive is `[redacted]`")
    @APIResponse(responseCode = "200", description = "The resource; its ETag is its version")
    @APIResponse(responseCode = "304", description = "It is as If-None-Match says")
    @APIResponse(responseCode = "404", description = "There is no such resource")
    @APIResponse(responseCode = "503", description = "Without a database; see Retry-After")
    public Uni<Response> show(
            @BeanParam Target target,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
            @Context Request request) {
        MediaType format = Bodies.wanted(request);
        return stored.find(target.key()).map(found -> form.answer(found, format, ifNoneMatch));
    }

    @PUT
    @Consumes({Bodies.JSON, Bodies.YAML, Bodies.TEXT_YAML, Bodies.X_YAML})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Write a resource",
            description = "Envoy's message, or that in an envoy.service.discovery.v3.Resource with a name and a ttl")
    @APIResponse(
            responseCode = "201",
            description = "A new resource",
            content = @Content(schema = @Schema(implementation = ResultView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The resource was there; whether it differs is the outcome",
            content = @Content(schema = @Schema(implementation = ResultView.class)))
    @APIResponse(responseCode = "400", description = "The body is not what it says it is")
    @APIResponse(responseCode = "409", description = "It contradicts what is stored, or there is no key for secrets")
    @APIResponse(responseCode = "412", description = "It is not as If-Match or If-None-Match demands")
    @APIResponse(responseCode = "413", description = "The body is too large")
    @APIResponse(responseCode = "422", description = "Fields break rules; `violations` names all of them")
    @APIResponse(responseCode = "503", description = "Without a database; see Retry-After")
    public Uni<RestResponse<ResultView>> put(
            byte @Nullable [] body,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable MediaType format,
            @BeanParam Target target,
            @BeanParam Terms terms) {
        ResourceKey key = target.key();
        Condition condition = terms.condition();
        Intent intent = terms.intent();
        return Uni.createFrom()
                .item(() -> reader.named(key, body, format))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(draft -> resources.put(draft, condition, intent))
                .map(ResultView::answer);
    }

    @DELETE
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Remove a resource", description = "Its history stays, for a rollback")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(
            responseCode = "200",
            description = "It would be gone without dry_run",
            content = @Content(schema = @Schema(implementation = ResultView.class)))
    @APIResponse(responseCode = "404", description = "There is no such resource")
    @APIResponse(
            responseCode = "409",
            description = "The nodes of its group would get the one for everyone in its place, which clashes")
    @APIResponse(responseCode = "412", description = "It is not as If-Match demands")
    @APIResponse(responseCode = "503", description = "Without a database; see Retry-After")
    public Uni<RestResponse<ResultView>> remove(@BeanParam Target target, @BeanParam Terms terms) {
        Intent intent = terms.intent();
        return resources
                .remove(target.key(), terms.condition(), intent)
                .map(result -> intent.dryRun() ? RestResponse.ok(ResultView.of(result)) : RestResponse.noContent());
    }
}
