package dev.roster.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.roster.envoy.ResourceType;
import dev.roster.envoy.Warning;
import dev.roster.request.BadRequest;
import dev.roster.request.BadRequestException;
import dev.roster.request.Violation;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a file stays in the bootstrap, and what the bootstrap is that replaces it. */
class BootstrapImportTest {
    private static final String ORDERS = "{name: orders, load_assignment: {cluster_name: orders, endpoints: "
            + "[{lb_endpoints: [{endpoint: {address: {socket_address: {address: 10.0.0.1, port_value: 80}}}}]}]}}";

    @Test
    void theNewBootstrapIsTheFileWithRosterInPlaceOfItsResources() {
        Converted converted = Converted.of("""
                node: {id: e, cluster: edge, locality: {zone: a}}
                admin: {address: {socket_address: {address: 127.0.0.1, port_value: 9901}}}
                stats_flush_interval: 9s
                layered_runtime: {layers: [{name: l, static_layer: {a: 1}}]}
                static_resources: {clusters: [$ORDERS]}
                """.replace("$ORDERS", ORDERS));

        assertThat(converted.bootstrap())
                .isEqualTo(Converted.bootstrap("""
                node: {id: e, cluster: edge, locality: {zone: a}}
                admin: {address: {socket_address: {address: 127.0.0.1, port_value: 9901}}}
                stats_flush_interval: 9s
                layered_runtime: {layers: [{name: l, static_layer: {a: 1}}]}
                """).toBuilder()
                        .setDynamicResources(UPLINKS.dynamicResources(UPLINK))
                        .setStaticResources(converted.bootstrap().getStaticResources())
                        .build());
        assertThat(converted.bootstrap().getStaticResources().getClustersList())
                .extracting(Cluster::getName)
                .containsExactly("grpc-to-roster");
        assertThat(converted.kept()).containsExactly("node", "stats_flush_interval", "admin", "layered_runtime");
        assertThat(converted.warnings()).isEmpty();
    }

    @Test
    void clustersThatTheBootstrapItselfNeedsStay() {
        Converted converted = Converted.of("""
                node: {id: e, cluster: edge}
                stats_sinks:
                - name: envoy.stat_sinks.metrics_service
                  typed_config:
                    "@type": type.googleapis.com/envoy.config.metrics.v3.MetricsServiceConfig
                    transport_api_version: V3
                    grpc_service: {envoy_grpc: {cluster_name: metrics}}
                cluster_manager: {local_cluster_name: here}
                static_resources:
                  clusters:
                  - {name: metrics, transport_socket: {name: t, typed_config: {
                     "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext,
                     common_tls_context: {tls_certificate_sds_secret_configs: [{name: client}]}}}}
                  - {name: here}
                  - {name: away}
                  - {name: sds}
                  secrets:
                  - {name: client, generic_secret: {secret: {inline_string: s}}}
                  - {name: other, generic_secret: {secret: {inline_string: s}}}
                  listeners:
                  - name: in
                    address: {socket_address: {address: 0.0.0.0, port_value: 443}}
                    filter_chains:
                    - transport_socket:
                        name: tls
                        typed_config:
                          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext
                          common_tls_context:
                            tls_certificate_sds_secret_configs:
                            - name: client
                            - name: far
                              sds_config: {api_config_source: {api_type: GRPC, transport_api_version: V3,
                                grpc_services: [{envoy_grpc: {cluster_name: sds}}]}}
                """);

        assertThat(converted.made())
                .containsExactly(
                        "secrets[1] → secrets/edge/other",
                        "clusters[2] → service away",
                        "listeners[0] → listeners/edge/in");
        assertThat(converted.bootstrap().getStaticResources().getClustersList())
                .extracting(Cluster::getName)
                .containsExactly("metrics", "here", "sds", "grpc-to-roster");
        assertThat(converted.bootstrap().getStaticResources().getSecretsList()).hasSize(1);
        assertThat(converted.reason("static_resources.clusters[0]")).contains("stats_sinks");
        assertThat(converted.reason("static_resources.clusters[1]")).contains("cluster_manager");
        assertThat(converted.reason("static_resources.clusters[3]")).contains("management server");
        assertThat(converted.reason("static_resources.secrets[0]")).contains("metrics");
        assertThat(converted.resource(ResourceType.LISTENER, "in")).doesNotContain("ads: {}");
    }

    @Test
    void aClusterThatAnotherNeedsInTheBootstrapStaysWithIt() {
        Converted converted = Converted.of("""
                node: {id: e, cluster: edge}
                cluster_manager: {local_cluster_name: all}
                static_resources:
                  clusters:
                  - {name: one}
                  - {name: all, lb_policy: CLUSTER_PROVIDED, cluster_type: {name: envoy.clusters.aggregate, typed_config: {
                     "@type": type.googleapis.com/envoy.extensions.clusters.aggregate.v3.ClusterConfig, clusters: [one]}}}
                """);

        assertThat(converted.made()).isEmpty();
        assertThat(converted.reason("static_resources.clusters[0]")).contains("static cluster all");
    }

    @Test
    void aClusterThatGetsAShareOfAListenerThatStaysDoesToo() {
        Converted converted = Converted.of("""
                node: {id: e, cluster: edge}
                static_resources:
                  clusters: [$ORDERS]
                  listeners:
                  - name: api
                    api_listener: {api_listener: {stat_prefix: s, route_config: {virtual_hosts: [{name: v, domains: ["*"],
                      routes: [{match: {prefix: /}, route: {weighted_clusters: {clusters: [{name: orders, weight: 1}]}}}]}]},
                      "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager}}
                """.replace("$ORDERS", ORDERS));

        assertThat(converted.kept())
                .containsExactly("static_resources.clusters[0]", "static_resources.listeners[0]", "node");
    }

    @Test
    void anotherManagementServerIsReplaced() {
        Converted converted = Converted.of("""
                node: {id: e, cluster: edge}
                dynamic_resources:
                  ads_config: {api_type: GRPC, transport_api_version: V3, grpc_services: [{envoy_grpc: {cluster_name: xds}}]}
                  lds_config: {ads: {}, resource_api_version: V3}
                static_resources:
                  clusters:
                  - {name: xds}
                  - {name: orders, type: EDS, eds_cluster_config: {eds_config: {ads: {}, resource_api_version: V3}}}
                """);

        assertThat(converted.replaced()).containsExactly("static_resources.clusters[0]", "dynamic_resources");
        assertThat(converted.made()).containsExactly("clusters[1] → clusters/edge/orders");
        assertThat(converted.warnings()).singleElement().asString().contains("aggregated stream");
    }

    @Test
    void aSecretThatOnlyTheOtherManagementServerNeededGoesWithIt() {
        String tls = "transport_socket: {name: tls, typed_config: {"
                + "'@type': type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext, "
                + "common_tls_context: {tls_certificate_sds_secret_configs: [{name: %s}, {name: both}]}}}";
        Converted converted = Converted.of("""
                node: {id: e, cluster: edge}
                dynamic_resources:
                  cds_config: {api_config_source: {api_type: GRPC, transport_api_version: V3,
                    grpc_services: [{envoy_grpc: {cluster_name: xds}}]}}
                static_resources:
                  secrets: [{name: xds-client}, {name: both}, {name: nobodys}]
                  clusters:
                  - {name: xds, %s}
                  - {name: orders, type: ORIGINAL_DST, lb_policy: CLUSTER_PROVIDED, %s}
                """.formatted(tls.formatted("xds-client"), tls.formatted("both")));

        assertThat(converted.replaced())
                .containsExactly("static_resources.secrets[0]", "static_resources.clusters[0]", "dynamic_resources");
        assertThat(converted.made())
                .containsExactly(
                        "secrets[1] → secrets/edge/both",
                        "secrets[2] → secrets/edge/nobodys",
                        "clusters[1] → clusters/edge/orders");
    }

    @Test
    void secretsOfDifferentKindsMayHaveOneName() {
        Converted converted = Converted.of("""
                node: {id: e, cluster: edge}
                static_resources:
                  secrets:
                  - {name: web, tls_certificate: {certificate_chain: {filename: /c}, private_key: {filename: /k}}}
                  - {name: web, validation_context: {trusted_ca: {filename: /ca}}}
                  listeners:
                  - name: in
                    address: {socket_address: {address: 0.0.0.0, port_value: 443}}
                    filter_chains:
                    - transport_socket:
                        name: tls
                        typed_config:
                          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext
                          common_tls_context:
                            tls_certificate_sds_secret_configs: [{name: web}]
                            validation_context_sds_secret_config: {name: web}
                """);

        assertThat(converted.made()).containsExactly("listeners[0] → listeners/edge/in");
        assertThat(converted.resource(ResourceType.LISTENER, "in")).doesNotContain("sds_config:");
        assertThat(converted.bootstrap().getStaticResources().getSecretsCount()).isEqualTo(2);
        assertThat(converted.reason("static_resources.secrets[1]")).contains("different kinds");
    }

    @Test
    void theFilesThatAnEnvoyReadAreNamed() {
        Converted converted = Converted.of("""
                node: {id: e, cluster: edge}
                dynamic_resources:
                  cds_config: {path_config_source: {path: /etc/envoy/cds.yaml}, resource_api_version: V3}
                  lds_config: {path: /etc/envoy/lds.yaml, resource_api_version: V3}
                """);

        assertThat(converted.conversion().warnings())
                .extracting(Warning::field, Warning::value)
                .containsExactly(
                        tuple("dynamic_resources.cds_config", "/etc/envoy/cds.yaml"),
                        tuple("dynamic_resources.lds_config", "/etc/envoy/lds.yaml"));
        assertThat(converted.warnings()).allMatch(reason -> reason.contains("POST /v1/resources?group=edge"));
    }

    @Test
    void whatWasImportedBeforeComesToNothing() {
        Converted first =
                Converted.of("{node: {id: e, cluster: edge}, static_resources: {clusters: [" + ORDERS + "]}}");

        Converted second = Converted.of(Converted.yaml(first.bootstrap()));

        assertThat(second.made()).isEmpty();
        assertThat(second.bootstrap()).isEqualTo(first.bootstrap());
    }

    @Test
    void anyOtherClusterOfThatNameIsRefused() {
        assertThatThrownBy(() -> Converted.of(
                        "{node: {id: e, cluster: edge}, static_resources: {clusters: [{name: grpc-to-roster}]}}"))
                .satisfies(failure -> assertThat(violations(failure))
                        .extracting(Violation::field)
                        .containsExactly("static_resources.clusters[0].name"));
    }

    @Test
    void namesThatOccurTwiceOrCannotBeNamesAreRefusedTogether() {
        assertThatThrownBy(() -> Converted.of("""
                node: {id: e, cluster: a/b}
                static_resources: {clusters: [{name: one}, {name: one}], secrets: [{name: ""}]}
                """))
                .satisfies(failure -> assertThat(violations(failure))
                        .extracting(Violation::field)
                        .containsExactlyInAnyOrder(
                                "node.cluster",
                                "static_resources.clusters[1].name",
                                "static_resources.secrets[0].name"));
    }

    @Test
    void theGroupThatIsAskedForBecomesTheNodes() {
        Converted converted = Converted.of(new ImportRequest(
                Converted.bootstrap("{node: {id: e, cluster: edge}, static_resources: {secrets: [{name: s}]}}"),
                "blue",
                UPLINK,
                false));

        assertThat(converted.made()).containsExactly("secrets[0] → secrets/blue/s");
        assertThat(converted.bootstrap().getNode().getCluster()).isEqualTo("blue");
        assertThat(converted.warnings()).singleElement().asString().contains("blue");
    }

    @Test
    void aFileWithoutANodeIsForEveryoneAndItIsSaid() {
        Converted converted = Converted.of("{static_resources: {secrets: [{name: s}]}}");

        assertThat(converted.made()).containsExactly("secrets[0] → secrets//s");
        assertThat(converted.warnings()).hasSize(2);
    }

    private static final Uplinks UPLINKS = Converted.uplinks();
    private static final Uplink UPLINK = new Uplink(Transport.DELTA_ADS, Converted.ROSTER, "");

    private static List<Violation> violations(Throwable failure) {
        return ((BadRequest.Invalid) ((BadRequestException) failure).reason()).violations();
    }
}
