package dev.roster.xds.rest;

import com.google.protobuf.ByteString;
import dev.roster.resource.EnvoyJson;
import dev.roster.resource.InvalidEnvoyJson;
import dev.roster.resource.ResourceType;
import dev.roster.snapshot.Snapshots;
import dev.roster.snapshot.Transport;
import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;
import dev.roster.snapshot.Viewer;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Envoy's REST-JSON discovery. The type is in the path; what a request says beyond that need not be known here. */
@Path("/v3")
@Tag(name = "Discovery", description = "What an Envoy polls with api_type REST")
@APIResponse(responseCode = "200", description = "A DiscoveryResponse as JSON")
@APIResponse(responseCode = "304", description = "version_info is current for these resource_names")
@APIResponse(responseCode = "400", description = "The body is not a DiscoveryRequest")
@APIResponse(responseCode = "503", description = "The registry is still being read")
final class DiscoveryApi {
    private static final String WILDCARD = "*";
    /** By the last words of the paths in Envoy's API, which are not the types' own. */
    private static final Map<String, ResourceType> TYPES = Map.of(
            "clusters", ResourceType.CLUSTER,
            "endpoints", ResourceType.ENDPOINT,
            "listeners", ResourceType.LISTENER,
            "routes", ResourceType.ROUTE,
            "scoped-routes", ResourceType.SCOPED_ROUTE,
            "secrets", ResourceType.SECRET,
            "runtime", ResourceType.RUNTIME,
            "extension_configs", ResourceType.EXTENSION_CONFIG);

    private final Snapshots snapshots;
    private final EnvoyJson json;

    DiscoveryApi(Snapshots snapshots, EnvoyJson json) {
        this.snapshots = snapshots;
        this.json = json;
    }

    @POST
    @Path("/discovery:{type}")
    @Operation(summary = "Resources of a type", description = "Those in resource_names; all of them without any")
    @APIResponse(responseCode = "404", description = "There is no such type, or it cannot be polled")
    public Response discover(
            @PathParam("type")
                    @Parameter(
                            schema =
                                    @Schema(
                                            enumeration = {
                                                "clusters",
                                                "endpoints",
                                                "listeners",
                                                "routes",
                                                "scoped-routes",
                                                "secrets",
                                                "runtime",
                                                "extension_configs"
                                            }))
                    String type,
            byte[] body) {
        return discover(Optional.ofNullable(TYPES.get(type)).orElseThrow(NotFoundException::new), body);
    }

    private Response discover(ResourceType type, byte[] body) {
        if (!snapshots.ready()) {
            throw problem(Status.SERVICE_UNAVAILABLE, "the registry is still being read");
        }
        DiscoveryRequest request = request(type, body);
        TypeView view =
                snapshots.current().view(type, new Viewer(request.getNode().getCluster(), Transport.REST));
        Set<String> names = new HashSet<>(request.getResourceNamesList());
        boolean wildcard = names.remove(WILDCARD) || names.isEmpty();
        String version = wildcard ? view.versionWith(names) : view.version(names);
        if (version.equals(request.getVersionInfo())) {
            return Response.notModified().build();
        }
        return Response.ok(json.print(response(type, version, wildcard ? view.names(names) : names, view)))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    private static DiscoveryResponse response(
            ResourceType type, String version, Collection<String> names, TypeView view) {
        DiscoveryResponse.Builder response =
                DiscoveryResponse.newBuilder().setTypeUrl(type.typeUrl()).setVersionInfo(version);
        names.stream()
                .map(view::get)
                .flatMap(Optional::stream)
                .map(VersionedResource::any)
                .forEach(response::addResources);
        return response.build();
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
