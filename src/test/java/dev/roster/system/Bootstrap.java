package dev.roster.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;

/** Bootstraps of an Envoy whose one listener sends every request to one cluster. */
final class Bootstrap {
    /** The name of the static listener. */
    static final String TRAFFIC = "traffic";

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String LISTENER = """
            name: traffic
            address: {socket_address: {address: 127.0.0.1, port_value: 0}}
            filter_chains:
            - filters:
              - name: envoy.filters.network.http_connection_manager
                typed_config:
                  "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                  stat_prefix: traffic
                  route_config:
                    # The cluster may come later than the route.
                    validate_clusters: false
                    virtual_hosts:
                    - name: all
                      domains: ["*"]
                      routes:
                      - match: {prefix: /}
                        route: {cluster: $CLUSTER}
                  http_filters:
                  - name: envoy.filters.http.router
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
            """;
    private static final String REST_ENDPOINTS = """
            node: {id: envoy-1, cluster: edge}
            admin:
              address: {socket_address: {address: 127.0.0.1, port_value: 0}}
            static_resources:
              clusters:
              - name: xds_cluster
                connect_timeout: 1s
                load_assignment:
                  cluster_name: xds_cluster
                  endpoints:
                  - lb_endpoints:
                    - endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: $PORT}}}
              - name: targetCluster
                type: EDS
                connect_timeout: 1s
                eds_cluster_config:
                  service_name: $SERVICE
                  eds_config:
                    resource_api_version: V3
                    api_config_source:
                      api_type: REST
                      transport_api_version: V3
                      cluster_names: [xds_cluster]
                      refresh_delay: 0.2s
            """;

    private Bootstrap() {}

    /** A static cluster {@code targetCluster} whose endpoints are polled over REST under the service's name. */
    static String restEndpoints(int httpPort, String service) {
        String bootstrap = REST_ENDPOINTS.replace("$SERVICE", service).replace("$PORT", String.valueOf(httpPort));
        return withTrafficTo("targetCluster", tree(bootstrap));
    }

    /** The one that Roster makes for this transport; traffic goes to the service's own cluster. */
    static String over(String transport, RosterProcess roster, String service) {
        return withTrafficTo(service, tree(roster.client().bootstrap(transport, "edge")));
    }

    private static String withTrafficTo(String cluster, ObjectNode bootstrap) {
        bootstrap
                .withObject("/static_resources")
                .withArray("listeners")
                .add(tree(LISTENER.replace("$CLUSTER", cluster)));
        return bootstrap.toString();
    }

    private static ObjectNode tree(String yaml) {
        try {
            return (ObjectNode) YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
