package dev.roster.resource.api;

import dev.roster.request.BadRequest;
import dev.roster.resource.ResourceKey;
import dev.roster.resource.Resources;
import dev.roster.resource.StoredForm;
import dev.roster.resource.StoredResources;
import dev.roster.rest.Bodies;
import dev.roster.rest.ListView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What a resource was, and the way back to it. Thread-safe. */
@Path("/v1/resources/{type}/{name}")
@Tag(name = "Resources")
final class HistoryApi {
    private final Resources resources;
    private final StoredResources stored;
    private final StoredForm storedForm;
    private final ResourceForm form;

    HistoryApi(Resources resources, StoredResources stored, StoredForm storedForm, ResourceForm form) {
        this.resources = resources;
        this.stored = stored;
        this.storedForm = storedForm;
        this.form = form;
    }

    @GET
    @Path("/history")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "List the last versions of a resource",
            description = "The newest first; also of a deleted one")
    @APIResponse(responseCode = "200", description = "All that are kept")
    @APIResponse(responseCode = "404", description = "There is no such resource and was none")
    public Uni<ListView<RevisionView>> list(@BeanParam Target target) {
        return stored.history(target.key())
                .map(revisions -> new ListView<>(
                        revisions.stream()
                                .map(revision -> RevisionView.of(revision, storedForm))
                                .toList(),
                        null));
    }

    @GET
    @Path("/history/{revision}")
    @Produces({Bodies.JSON, Bodies.YAML, Bodies.TEXT_YAML, Bodies.X_YAML})
    @Operation(summary = "Show what a resource was at a revision", description = "As the resource itself is shown")
    @APIResponse(responseCode = "200", description = "The resource as it was")
    @APIResponse(responseCode = "404", description = "There is no such revision, or it is no longer kept")
    @APIResponse(responseCode = "409", description = "The revision says that the resource was deleted")
    public Uni<Response> show(
            @BeanParam Target target,
            @RestPath String revision,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
            @Context Request request) {
        MediaType format = Bodies.wanted(request);
        ResourceKey key = target.key();
        return stored.revision(key, number("revision", revision))
                .map(found -> form.answer(found.held(key), format, ifNoneMatch));
    }

    @POST
    @Path("/rollback")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Bring back what a resource was at a revision")
    @APIResponse(
            responseCode = "201",
            description = "The resource was deleted and is back",
            content = @Content(schema = @Schema(implementation = ResultView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The resource is as it was",
            content = @Content(schema = @Schema(implementation = ResultView.class)))
    @APIResponse(responseCode = "404", description = "There is no such revision, or it is no longer kept")
    @APIResponse(
            responseCode = "409",
            description = "The revision says that the resource was deleted, or it contradicts what is stored")
    @APIResponse(responseCode = "412", description = "The resource is not as If-Match demands")
    @APIResponse(responseCode = "422", description = "What it was breaks rules that hold now")
    public Uni<RestResponse<ResultView>> rollBack(
            @BeanParam Target target,
            @Parameter(description = "The revision", required = true) @RestQuery @Nullable String to,
            @BeanParam Terms terms) {
        return resources
                .rollBack(target.key(), number("to", to), terms.condition(), terms.intent())
                .map(ResultView::answer);
    }

    private static long number(String name, @Nullable String number) {
        if (number != null && number.matches("[1-9][0-9]{0,17}")) {
            return Long.parseLong(number);
        }
        throw BadRequest.parameter(name, number == null ? "" : number, "must be the number of a revision");
    }
}
