package dev.roster.bootstrap.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.bootstrap.BootstrapRequest;
import dev.roster.bootstrap.Bootstraps;
import dev.roster.envoy.EnvoyJson;
import dev.roster.envoy.EnvoyYaml;
import dev.roster.rest.Bodies;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Bootstraps that a client can be started with. Thread-safe. */
@Path("/v1/bootstrap")
@Tag(name = "Bootstraps", description = "How clients come to Roster")
final class BootstrapApi {
    /** The word for the one transport that is not Envoy's. */
    private static final String GRPC_CLIENT = "grpc-client";

    private final Bootstraps bootstraps;
    private final UplinkReader uplinks;
    private final EnvoyJson json;
    private final ObjectMapper mapper;

    BootstrapApi(Bootstraps bootstraps, UplinkReader uplinks, EnvoyJson json, ObjectMapper mapper) {
        this.bootstraps = bootstraps;
        this.uplinks = uplinks;
        this.json = json;
        this.mapper = mapper;
    }

    @GET
    @Produces({Bodies.YAML, Bodies.TEXT_YAML, Bodies.X_YAML, Bodies.JSON})
    @Operation(
            summary = "A bootstrap of an Envoy, or of a gRPC client without a proxy",
            description =
                    "Envoy's is YAML unless Accept asks for JSON; with transport=grpc-client it is the file of gRPC's"
                            + " own xDS client, in JSON")
    @APIResponse(responseCode = "200", description = "The file to start the client with")
    @APIResponse(responseCode = "400", description = "A parameter is missing or breaks a rule")
    @APIResponse(responseCode = "406", description = "Accept asks for neither YAML nor JSON")
    public Response show(
            @BeanParam UplinkQuery uplink, @BeanParam NodeQuery node, @Context UriInfo uri, @Context Request request) {
        URI base = uri.getBaseUri();
        return GRPC_CLIENT.equals(uplink.transport())
                ? answer(grpcClient(uplink, node, base), Bodies.wanted(request))
                : answer(envoy(uplink, node, base), Bodies.wantedRatherYaml(request));
    }

    private String envoy(UplinkQuery uplink, NodeQuery node, URI base) {
        return json.print(bootstraps.envoy(
                new BootstrapRequest(node.node(), uplinks.uplink(uplink, base), node.admin(), node.layer())));
    }

    private String grpcClient(UplinkQuery uplink, NodeQuery node, URI base) {
        try {
            return mapper.writeValueAsString(GrpcClientBootstrap.of(node.node(), uplinks.roster(uplink, base)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of texts is not JSON", e);
        }
    }

    private static Response answer(String content, MediaType format) {
        String text = Bodies.isJson(format) ? content : EnvoyYaml.ofJson(content);
        return Response.ok(text, format.withCharset(StandardCharsets.UTF_8.name()))
                .build();
    }
}
