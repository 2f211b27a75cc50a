package dev.roster.envoy;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.ENDPOINT;
import static dev.roster.envoy.ResourceType.EXTENSION_CONFIG;
import static dev.roster.envoy.ResourceType.LISTENER;
import static dev.roster.envoy.ResourceType.ROUTE;
import static dev.roster.envoy.ResourceType.RUNTIME;
import static dev.roster.envoy.ResourceType.SCOPED_ROUTE;
import static dev.roster.envoy.ResourceType.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReferencesTest {
    private static final String HCM =
            "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager";
    private static final String FILTER = "filter_chains[0].filters[0].typed_config";

    private final EnvoyJson json = new EnvoyJson();

    @Test
    void aRouteConfigurationLeadsToTheClustersOfItsRoutes() {
        assertThat(References.of(read(ROUTE, """
                virtual_hosts:
                - request_mirror_policies: [{cluster: audit}]
                  routes:
                  - route: {cluster: one, request_mirror_policies: [{cluster: shadow}]}
                  - route: {weighted_clusters: {clusters: [{name: two}, {cluster_header: x-three}]}}
                  - route: {cluster_header: x-cluster}
                """)))
                .containsExactly(
                        new Reference(CLUSTER, "one", "virtual_hosts[0].routes[0].route.cluster"),
                        new Reference(
                                CLUSTER,
                                "shadow",
                                "virtual_hosts[0].routes[0].route.request_mirror_policies[0].cluster"),
                        new Reference(
                                CLUSTER, "two", "virtual_hosts[0].routes[1].route.weighted_clusters.clusters[0].name"),
                        new Reference(CLUSTER, "audit", "virtual_hosts[0].request_mirror_policies[0].cluster"));
    }

    @Test
    void aListenerLeadsToWhatItsPackedFiltersName() {
        assertThat(References.of(read(LISTENER, """
                listener_filters: [{name: inspector, config_discovery: {config_source: {ads: {}}}}]
                filter_chains:
                - filters:
                  - name: hcm
                    typed_config:
                      "@type": %s
                      rds: {route_config_name: routes, config_source: {ads: {}}}
                      http_filters:
                      - {name: fault, config_discovery: {config_source: {ads: {}}}}
                      - name: authz
                        typed_config:
                          "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz
                          grpc_service: {envoy_grpc: {cluster_name: authz}}
                  transport_socket:
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext
                      common_tls_context:
                        tls_certificate_sds_secret_configs: [{name: cert, sds_config: {ads: {}}}, {name: static}]
                """.formatted(HCM))))
                .containsExactlyInAnyOrder(
                        new Reference(EXTENSION_CONFIG, "inspector", "listener_filters[0].name"),
                        new Reference(ROUTE, "routes", FILTER + ".rds.route_config_name"),
                        new Reference(EXTENSION_CONFIG, "fault", FILTER + ".http_filters[0].name"),
                        new Reference(
                                CLUSTER,
                                "authz",
                                FILTER + ".http_filters[1].typed_config.grpc_service.envoy_grpc.cluster_name"),
                        new Reference(
                                SECRET,
                                "cert",
                                "filter_chains[0].transport_socket.typed_config.common_tls_context"
                                        + ".tls_certificate_sds_secret_configs[0].name"));
    }

    @Test
    void anEdsClusterLeadsToItsAssignment() {
        assertThat(References.of(read(CLUSTER, "{name: a, type: EDS, eds_cluster_config: {eds_config: {ads: {}}}}")))
                .containsExactly(new Reference(ENDPOINT, "a", "name"));
        assertThat(References.of(read(
                        CLUSTER, "{name: a, type: EDS, eds_cluster_config: {service_name: b, eds_config: {ads: {}}}}")))
                .containsExactly(new Reference(ENDPOINT, "b", "eds_cluster_config.service_name"));
        assertThat(References.of(read(CLUSTER, "{name: a, type: STATIC}"))).isEmpty();
    }

    @Test
    void whatComesFromAFileIsNoReference() {
        assertThat(References.of(read(
                        CLUSTER,
                        "{name: a, type: EDS, eds_cluster_config: {eds_config: {path_config_source: {path: /x}}}}")))
                .isEmpty();
    }

    @Test
    void aServerThatIsAskedIsAClusterToo() {
        assertThat(References.names(read(CLUSTER, """
                name: a
                type: EDS
                eds_cluster_config:
                  eds_config: {api_config_source: {grpc_services: [{envoy_grpc: {cluster_name: xds}}], cluster_names: [rest]}}
                """)))
                .isEqualTo(Map.of(ENDPOINT, Set.of("a"), CLUSTER, Set.of("xds", "rest")));
    }

    @Test
    void otherClustersAndListenersAreReferences() {
        assertThat(References.names(read(CLUSTER, """
                name: both
                cluster_type:
                  name: aggregate
                  typed_config:
                    "@type": type.googleapis.com/envoy.extensions.clusters.aggregate.v3.ClusterConfig
                    clusters: [one, two]
                """))).isEqualTo(Map.of(CLUSTER, Set.of("one", "two")));
        assertThat(References.names(read(ENDPOINT, """
                endpoints:
                - lb_endpoints: [{endpoint: {address: {envoy_internal_address: {server_listener_name: inner}}}}]
                """))).isEqualTo(Map.of(LISTENER, Set.of("inner")));
    }

    @Test
    void aScopeLeadsToItsRouteConfiguration() {
        assertThat(References.of(read(SCOPED_ROUTE, "{name: a, route_configuration_name: r}")))
                .containsExactly(new Reference(ROUTE, "r", "route_configuration_name"));
        assertThat(References.of(read(SCOPED_ROUTE, "{name: a, route_configuration: {name: r}}")))
                .isEmpty();
    }

    @Test
    void aBootstrapLeadsToItsRuntimeLayers() throws Exception {
        Bootstrap.Builder bootstrap = Bootstrap.newBuilder();
        json.parse(
                Examples.tree("layered_runtime: {layers: [{rtds_layer: {name: rtds, rtds_config: {ads: {}}}}]}"),
                bootstrap);
        assertThat(References.names(bootstrap.build())).isEqualTo(Map.of(RUNTIME, Set.of("rtds")));
    }

    @Test
    void everyExampleCanBeWalked() {
        assertThat(Examples.all())
                .map(example ->
                        References.names(read(example.type(), example.json().toString())))
                .anySatisfy(names -> assertThat(names).containsKeys(CLUSTER, SECRET));
    }

    private Message read(ResourceType type, String yaml) {
        Message.Builder message = type.prototype().newBuilderForType();
        try {
            json.parse(Examples.tree(yaml), message);
        } catch (InvalidEnvoyJson e) {
            throw new AssertionError(e);
        }
        return message.build();
    }
}
