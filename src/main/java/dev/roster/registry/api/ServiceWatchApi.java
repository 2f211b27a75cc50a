package dev.roster.registry.api;

import dev.roster.registry.RegistryConfig;
import dev.roster.registry.ServiceView;
import dev.roster.registry.ServiceWatch;
import dev.roster.registry.Services;
import dev.roster.rest.LongPoll;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** A service as it is, and as it becomes. Nobody who waits here holds a thread. Thread-safe. */
@Path("/v1/services/{service}")
@Tag(name = "Services")
final class ServiceWatchApi {
    private final Services services;
    private final ServiceWatch watch;
    private final Duration longestWait;

    ServiceWatchApi(Services services, ServiceWatch watch, RegistryConfig config) {
        this.services = services;
        this.watch = watch;
        this.longestWait = config.longestWait();
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Show a service with its endpoints, or wait until it changes")
    @APIResponse(responseCode = "200", description = "The service as it is now")
    @APIResponse(responseCode = "400", description = "A bad wait")
    @APIResponse(responseCode = "404", description = "There is none of this name")
    @APIResponse(responseCode = "503", description = "Without a database; see Retry-After")
    public Uni<ServiceBody> show(
            @RestPath String service,
            @Parameter(description = "How long to wait, such as 30s or 2m; needs `version`") @RestQuery @Nullable String wait,
            @Parameter(description = "Answer as soon as the version differs from this one") @RestQuery @Nullable String version) {
        String name = Paths.service(service);
        Duration longest = LongPoll.duration(wait, longestWait);
        Uni<ServiceView> view = version == null || longest.isZero()
                ? services.view(name)
                : watch.other(name, version, new ServiceWatch.Wait(longest, here()));
        return view.map(ServiceBody::of);
    }

    @GET
    @KnownService
    @Path("/watch")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Watch a service",
            description =
                    "Server-sent events: the service as it is now, then each time it differs. Ends when it is deleted")
    @APIResponse(responseCode = "200", description = "Each event's data is a service as GET shows it")
    @APIResponse(responseCode = "404", description = "There is none of this name")
    public Multi<ServiceBody> watch(@RestPath String service) {
        return watch.follow(service, here()).map(ServiceBody::of);
    }

    private static Executor here() {
        Context context = Objects.requireNonNull(Vertx.currentContext(), "a request runs on a Vert.x context");
        return task -> context.runOnContext(ignored -> task.run());
    }
}
