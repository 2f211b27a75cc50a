package dev.roster.resource.api;

import dev.roster.envoy.ResourceType;
import dev.roster.request.Page;
import dev.roster.resource.Acceptances;
import dev.roster.resource.ResourceKey;
import dev.roster.resource.StoredForm;
import dev.roster.resource.StoredResource;
import dev.roster.resource.StoredResources;
import dev.roster.rest.ListView;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Which resources there are, and what clients made of them. Thread-safe. */
@Path("/v1/resources/{type}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Resources", description = "Envoy's own messages, written by operators")
final class ListingApi {
    private final StoredResources stored;
    private final StoredForm form;
    private final Acceptances acceptances;

    ListingApi(StoredResources stored, StoredForm form, Acceptances acceptances) {
        this.stored = stored;
        this.form = form;
        this.acceptances = acceptances;
    }

    @GET
    @Operation(summary = "List resources by group and name")
    @APIResponse(responseCode = "200", description = "One page")
    @APIResponse(responseCode = "400", description = "A bad cursor, limit, group or prefix")
    @APIResponse(responseCode = "404", description = "There is no such type")
    @APIResponse(responseCode = "503", description = "Without a database; see Retry-After")
    public Uni<ListView<ResourceView>> list(@BeanParam ListQuery query) {
        StoredResources.Filter filter = query.filter();
        return stored.page(query.page(), filter).chain(page -> view(filter.type(), page));
    }

    private Uni<ListView<ResourceView>> view(ResourceType type, Page<StoredResource> page) {
        List<ResourceKey> keys = page.items().stream().map(StoredResource::key).toList();
        return acceptances
                .of(type, keys)
                .emitOn(Infrastructure.getDefaultWorkerPool()) // what a version takes may be a thousand large resources
                .map(made -> ListView.of(
                        page,
                        resource -> ResourceView.of(resource, form, Objects.requireNonNull(made.get(resource.key())))));
    }

    @GET
    @Path("/{name}/status")
    @Operation(summary = "Show what clients made of a resource")
    @APIResponse(responseCode = "200", description = "How many accepted it, how many rejected it, and why")
    @APIResponse(responseCode = "404", description = "There is no such resource")
    public Uni<AcceptanceView> status(@BeanParam Target target) {
        return stored.find(target.key())
                .chain(resource -> acceptances.of(resource.key()))
                .map(AcceptanceView::of);
    }
}
