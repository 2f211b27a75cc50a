package dev.roster.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** A bootstrap that holds resources of any type, for an Envoy that only looks at them. */
final class StaticBootstrap {
    private static final YAMLMapper YAML = new YAMLMapper();

    private static final String FRAME = """
            node: {id: envoy-1, cluster: edge}
            bootstrap_extensions:
            - name: internal
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.bootstrap.internal_listener.v3.InternalListener
            dynamic_resources:
              ads_config: {api_type: GRPC, transport_api_version: V3, grpc_services: [{envoy_grpc: {cluster_name: xds}}]}
            layered_runtime: {layers: []}
            static_resources: {clusters: [], listeners: [], secrets: []}
            """;
    private static final String HTTP2_CLUSTER = """
            name: $NAME
            typed_extension_protocol_options:
              envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
                "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
                explicit_http_config: {http2_protocol_options: {}}
            """;
    private static final String HTTP_LISTENER = """
            name: $NAME
            address: {socket_address: {address: 127.0.0.1, port_value: 0}}
            filter_chains:
            - filters:
              - name: http
                typed_config:
                  "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                  stat_prefix: http
                  http_filters:
                  - name: router
                    typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
            """;
    private static final String SCOPES = """
            name: scopes
            scope_key_builder: {fragments: [{header_value_extractor: {name: x-scope, index: 0}}]}
            rds_config_source: {ads: {}, resource_api_version: V3}
            scoped_route_configurations_list: {scoped_route_configurations: []}
            """;

    private final ObjectNode root = tree(FRAME);
    private final Set<String> named = new TreeSet<>(Set.of("xds", "backend", "primary", "secondary"));

    static JsonNode read(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode tree(String yaml) {
        try {
            return (ObjectNode) YAML.readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a resource of the type that paths call so. */
    void add(String type, JsonNode resource) {
        findClusters(resource);
        switch (type) {
            case "clusters" -> list("clusters").add(resource);
            case "endpoints" ->
                list("clusters")
                        .addObject()
                        .put("name", "of-" + resource.path("cluster_name").asText())
                        .put("type", "STATIC")
                        .set("load_assignment", resource);
            case "listeners" -> list("listeners").add(resource);
            case "routes" ->
                http().putObject("route_config")
                        .<ObjectNode>setAll((ObjectNode) resource)
                        .put("validate_clusters", false);
            case "virtual-hosts" ->
                http().putObject("route_config")
                        .put("validate_clusters", false)
                        .putArray("virtual_hosts")
                        .add(resource);
            case "scoped-routes" -> scopes().add(resource);
            case "secrets" -> list("secrets").add(resource);
            case "runtimes" ->
                ((ArrayNode) root.at("/layered_runtime/layers"))
                        .addObject()
                        .put(
                                "name",
                                "layer " + root.at("/layered_runtime/layers").size())
                        .set("static_layer", resource.path("layer"));
            case "extension-configs" -> extension(resource);
            default -> throw new IllegalArgumentException(type);
        }
    }

    private void extension(JsonNode extension) {
        String type = extension.at("/typed_config/@type").asText();
        ObjectNode listener = httpListener();
        ObjectNode manager = manager(listener);
        manager.putObject("route_config");
        if (type.contains(".filters.network.")) {
            ((ArrayNode) listener.at("/filter_chains/0/filters")).removeAll().add(extension);
        } else if (type.contains(".filters.listener.")) {
            listener.putArray("listener_filters").add(extension);
        } else {
            ((ArrayNode) manager.path("http_filters")).insert(0, extension);
        }
    }

    private ArrayNode scopes() {
        return (ArrayNode) http().putObject("scoped_routes")
                .setAll(tree(SCOPES))
                .at("/scoped_route_configurations_list/scoped_route_configurations");
    }

    private ObjectNode http() {
        return manager(httpListener());
    }

    private ObjectNode httpListener() {
        ObjectNode listener =
                tree(HTTP_LISTENER.replace("$NAME", "http-" + list("listeners").size()));
        list("listeners").add(listener);
        return listener;
    }

    private static ObjectNode manager(ObjectNode listener) {
        return (ObjectNode) listener.at("/filter_chains/0/filters/0/typed_config");
    }

    private ArrayNode list(String resources) {
        return (ArrayNode) root.at("/static_resources/" + resources);
    }

    /** What refers to a cluster wants it to be there. */
    private void findClusters(JsonNode node) {
        for (String field : Set.of("cluster", "cluster_name", "collector_cluster")) {
            if (node.path(field).isTextual()) {
                named.add(node.path(field).asText());
            }
        }
        node.forEach(this::findClusters);
    }

    @Override
    public String toString() {
        ObjectNode whole = root.deepCopy();
        ArrayNode clusters = (ArrayNode) whole.at("/static_resources/clusters");
        Set<String> missing = new TreeSet<>(named);
        clusters.forEach(cluster -> missing.remove(cluster.path("name").asText()));
        missing.forEach(name -> clusters.add(tree(HTTP2_CLUSTER.replace("$NAME", name))));
        return whole.toString();
    }
}
