package dev.roster.xds.rest;

import com.google.api.AnnotationsProto;
import com.google.protobuf.ByteString;
import dev.roster.envoy.EnvoyJson;
import dev.roster.envoy.InvalidEnvoyJson;
import dev.roster.envoy.ResourceType;
import dev.roster.snapshot.LatestView;
import dev.roster.snapshot.Snapshot;
import dev.roster.snapshot.Snapshots;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Envoy's REST-JSON discovery. The type is in the path; what a request says beyond that need not be known here. */
@Path("/v3")
@Tag(name = "Discovery", description = "What an Envoy polls with api_type REST")
final class DiscoveryApi {
    private static final String PREFIX = "/v3/discovery:";
    /** The paths are Envoy's, as its services' own {@code google.api.http} options have them. */
    private static final Map<String, ResourceType> TYPES = types();

    private final Snapshots snapshots;
    private final LatestView latest;
    private final EnvoyJson json;

    DiscoveryApi(Snapshots snapshots, LatestView latest, EnvoyJson json) {
        this.snapshots = snapshots;
        this.latest = latest;
        this.json = json;
    }

    private static Map<String, ResourceType> types() {
        Map<String, ResourceType> types = new HashMap<>();
        for (ResourceType type : ResourceType.values()) {
            type.service().getMethods().stream()
                    .map(method -> method.getOptions()
                            .getExtension(AnnotationsProto.http)
                            .getPost())
                    .filter(path -> path.startsWith(PREFIX))
                    .forEach(path -> types.put(path.substring(PREFIX.length()), type));
        }
        return Map.copyOf(types);
    }

    @POST
    @Path("/discovery:{types}")
    @Operation(
            summary = "Discovers resources of a type",
            description = "Those in resource_names, or all without any. The body is a DiscoveryRequest.")
    @APIResponse(responseCode = "200", description = "A DiscoveryResponse as JSON")
    @APIResponse(responseCode = "304", description = "version_info is current for these resource_names")
    @APIResponse(responseCode = "400", description = "The body is not a DiscoveryRequest")
    @APIResponse(responseCode = "404", description = "There is no such path")
    @APIResponse(
            responseCode = "503",
            description =
                    "The registry is still being read, or cannot be, and version_info may be newer than what is known")
    public Uni<Response> discover(
            @Parameter(description = "Envoy's word for the type: clusters, endpoints, runtime, extension_configs ...")
                    @RestPath
                    String types,
            byte[] body) {
        ResourceType type = Optional.ofNullable(TYPES.get(types))
                .orElseThrow(() -> problem(Status.NOT_FOUND, "nothing is served under discovery:" + types));
        if (!snapshots.ready()) {
            throw problem(Status.SERVICE_UNAVAILABLE, "the registry is still being read");
        }
        Executor workers = Infrastructure.getDefaultWorkerPool();
        return Uni.createFrom()
                .item(() -> Poll.of(type, request(type, body)))
                .runSubscriptionOn(workers)
                .chain(poll -> view(poll).emitOn(workers).map(view -> answer(poll, view)));
    }

    /**
     * Versions have no order. A client that shows another one than this replica would send may have it from a replica that
     * is ahead: only who has read on can tell that it is older (P71).
     */
    private Uni<Snapshot> view(Poll poll) {
        Snapshot current = snapshots.current();
        if (poll.isFirst() || poll.isCurrent(current)) {
            return Uni.createFrom().item(current);
        }
        return latest.get()
                .onFailure(TimeoutException.class)
                .transform(late -> problem(
                        Status.SERVICE_UNAVAILABLE,
                        "version_info may be newer than what is known: " + late.getMessage()));
    }

    private Response answer(Poll poll, Snapshot snapshot) {
        if (poll.isCurrent(snapshot)) {
            return Response.notModified().build();
        }
        return Response.ok(json.print(poll.answer(snapshot)))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    private DiscoveryRequest request(ResourceType type, byte[] body) {
        ByteString text = ByteString.copyFrom(body);
        if (!text.isValidUtf8()) {
            throw problem(Status.BAD_REQUEST, "the body is not valid UTF-8");
        }
        DiscoveryRequest.Builder request = DiscoveryRequest.newBuilder();
        try {
            json.parseLeniently(text.toStringUtf8(), request);
        } catch (InvalidEnvoyJson e) {
            throw problem(Status.BAD_REQUEST, "the body is not a DiscoveryRequest: " + e.getMessage());
        }
        if (!request.getTypeUrl().isEmpty() && !request.getTypeUrl().equals(type.typeUrl())) {
            throw problem(
                    Status.BAD_REQUEST,
                    "type_url: '" + request.getTypeUrl() + "' is not served here, only '" + type.typeUrl() + "'");
        }
        return request.build();
    }

    private static HttpProblem problem(Status status, String detail) {
        return HttpProblem.builder()
                .withStatus(status)
                .withTitle(status.getReasonPhrase())
                .withDetail(detail)
                .build();
    }
}
