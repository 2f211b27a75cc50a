package dev.roster.system;

/** Bootstraps of an Envoy whose one listener sends every request to one cluster. */
final class Bootstrap {
    /** The name of the static listener. */
    static final String TRAFFIC = "traffic";

    private static final String LISTENER = """
            node: {id: envoy-1, cluster: edge}
            admin:
              address: {socket_address: {address: 127.0.0.1, port_value: 0}}
            static_resources:
              listeners:
              - name: traffic
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
              clusters:
              - name: xds_cluster
                connect_timeout: 1s
                load_assignment:
                  cluster_name: xds_cluster
                  endpoints:
                  - lb_endpoints:
                    - endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: $PORT}}}
            """;
    private static final String HTTP2 = """
                typed_extension_protocol_options:
                  envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
                    "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
                    explicit_http_config: {http2_protocol_options: {}}
            """;
    private static final String REST_EDS = """
              - name: $CLUSTER
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
    // Envoy waits up to 30 s before it reconnects; a test does not.
    private static final String SOURCE = "{api_type: $API, transport_api_version: V3, grpc_services: [{envoy_grpc: "
            + "{cluster_name: xds_cluster, retry_policy: {retry_back_off: {base_interval: 0.2s, max_interval: 1s}}}}]}";

    private Bootstrap() {}

    /** A static cluster {@code targetCluster} whose endpoints are polled over REST under the service's name. */
    static String restEndpoints(int httpPort, String service) {
        return (LISTENER + REST_EDS)
                .replace("$SERVICE", service)
                .replace("$CLUSTER", "targetCluster")
                .replace("$PORT", String.valueOf(httpPort));
    }

    /** All clusters over one aggregated stream; traffic goes to the service's own. */
    static String aggregated(String api, int grpcPort, String service) {
        return grpc(grpcPort, service) + """
                dynamic_resources:
                  ads_config: $SOURCE
                  cds_config: {ads: {}, resource_api_version: V3}
                """.replace("$SOURCE", SOURCE.replace("$API", api));
    }

    /** All clusters over a stream for clusters alone; how endpoints come is then up to the clusters. */
    static String clustersOnly(String api, int grpcPort, String service) {
        return grpc(grpcPort, service) + """
                dynamic_resources:
                  cds_config:
                    resource_api_version: V3
                    api_config_source: $SOURCE
                """.replace("$SOURCE", SOURCE.replace("$API", api));
    }

    private static String grpc(int port, String service) {
        return (LISTENER + HTTP2).replace("$CLUSTER", service).replace("$PORT", String.valueOf(port));
    }
}
