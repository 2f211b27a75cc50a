package dev.roster.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** The ways in which an Envoy may have everything from Roster over gRPC. */
enum Discovery {
    DELTA_ADS("{ads: {}, resource_api_version: V3}", "ads_config: $DELTA"),
    ADS("{ads: {}, resource_api_version: V3}", "ads_config: $SOTW"),
    DELTA_PER_TYPE("{resource_api_version: V3, api_config_source: $DELTA}", ""),
    PER_TYPE("{resource_api_version: V3, api_config_source: $SOTW}", "");

    private static final String BOOTSTRAP = """
            node: {id: $NODE, cluster: $GROUP}
            admin:
              address: {socket_address: {address: 127.0.0.1, port_value: 0}}
            dynamic_resources:
              $ADS
              lds_config: $SOURCE
              cds_config: $SOURCE
            layered_runtime:
              layers:
              - name: fleet
                rtds_layer: {name: fleet, rtds_config: $SOURCE}
              - name: admin
                admin_layer: {}
            static_resources:
              clusters:
              - name: xds_cluster
                connect_timeout: 1s
                typed_extension_protocol_options:
                  envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
                    "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
                    explicit_http_config: {http2_protocol_options: {}}
                load_assignment:
                  cluster_name: xds_cluster
                  endpoints:
                  - lb_endpoints:
                    - endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: $PORT}}}
            """;

    private static final String GRPC = "{api_type: $API, transport_api_version: V3, "
            + "grpc_services: [{envoy_grpc: {cluster_name: xds_cluster}}]}";

    private final String source;
    private final String ads;

    Discovery(String source, String ads) {
        this.source = filled(source);
        this.ads = filled(ads);
    }

    private static String filled(String text) {
        return text.replace("$DELTA", GRPC.replace("$API", "DELTA_GRPC"))
                .replace("$SOTW", GRPC.replace("$API", "GRPC"));
    }

    /** The bootstrap of a node whose only static part is the way to Roster. */
    String bootstrap(int grpcPort, String group) {
        return BOOTSTRAP
                .replace("$ADS", ads)
                .replace("$SOURCE", source)
                .replace("$NODE", "node-of-" + group)
                .replace("$GROUP", group)
                .replace("$PORT", String.valueOf(grpcPort));
    }

    /** A list of resources out of the test's own, which come the way that the client came. */
    String resources(String file, Map<String, String> values) {
        String text = read(file).replace("$SOURCE", source);
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("$" + value.getKey(), value.getValue());
        }
        return text;
    }

    private static String read(String file) {
        try (InputStream in = Discovery.class.getResourceAsStream("/discovery/" + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
