package dev.roster.system;

import java.nio.file.Path;

/** Bootstraps of an Envoy that reads files, and the listener that it reads. */
final class FileBootstrap {
    private static final String NODE = """
            node: {id: envoy-1, cluster: edge}
            admin:
              address: {socket_address: {address: 127.0.0.1, port_value: 0}}
            """;
    private static final String DYNAMIC = """
            dynamic_resources:
              cds_config:
                resource_api_version: V3
                path_config_source: {path: $FOLDER/cds.yaml$WATCHED}
              lds_config:
                resource_api_version: V3
                path_config_source: {path: $FOLDER/lds.yaml$WATCHED}
            """;
    private static final String WATCHED = ", watched_directory: {path: $FOLDER}";
    private static final String STATIC = """
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
                        virtual_hosts:
                        - {name: all, domains: ["*"], routes: [{match: {prefix: /}, route: {cluster: targetCluster}}]}
                      http_filters:
                      - name: envoy.filters.http.router
                        typed_config:
                          "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
              clusters:
              - name: targetCluster
                type: EDS
                connect_timeout: 1s
                eds_cluster_config:
                  service_name: $SERVICE
                  eds_config:
                    resource_api_version: V3
                    path_config_source: {path: $FILE}
            """;
    private static final String LISTENER = """
            {"name": "traffic",
             "address": {"socket_address": {"address": "127.0.0.1", "port_value": 0}},
             "filter_chains": [{"filters": [{
               "name": "envoy.filters.network.http_connection_manager",
               "typed_config": {
                 "@type": "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
                 "stat_prefix": "traffic",
                 $ROUTES,
                 "http_filters": [{"name": "envoy.filters.http.router", "typed_config": {
                   "@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"}}]}}]}]}
            """;

    private static final String ROUTES = """
            {"name": "all", "virtual_hosts": [{"name": "all", "domains": ["*"],
              "routes": [{"match": {"prefix": "/"}, "route": {"cluster": "$CLUSTER"}}]}]}
            """;
    private static final String FROM_FILE = """
            "rds": {"route_config_name": "all", "config_source":
              {"resource_api_version": "V3", "path_config_source": {"path": "$FILE"}}}
            """;

    private FileBootstrap() {}

    /** A static cluster {@code targetCluster}, of which the endpoints are in this file under the service's name. */
    static String endpoints(Path file, String service) {
        return NODE + STATIC.replace("$SERVICE", service).replace("$FILE", file.toString());
    }

    /** Clusters and listeners from this folder, watched file by file. */
    static String watchingFiles(Path folder) {
        return NODE + DYNAMIC.replace("$WATCHED", "").replace("$FOLDER", folder.toString());
    }

    /** Clusters and listeners from this folder, watched as a whole. */
    static String watchingTheFolder(Path folder) {
        return NODE + DYNAMIC.replace("$WATCHED", WATCHED).replace("$FOLDER", folder.toString());
    }

    /** A listener that sends everything to this cluster. */
    static String listener(String cluster) {
        return LISTENER.replace("$ROUTES", "\"route_config\": " + routes(cluster));
    }

    /** A listener that has its routes from this file. */
    static String listener(Path file) {
        return LISTENER.replace("$ROUTES", FROM_FILE.replace("$FILE", file.toString()));
    }

    /** Routes that send everything to this cluster. */
    static String routes(String cluster) {
        return ROUTES.replace("$CLUSTER", cluster);
    }
}
