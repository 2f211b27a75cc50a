package dev.roster.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.roster.envoy.ResourceType;
import dev.roster.registry.Endpoint;
import dev.roster.registry.Health;
import dev.roster.registry.Locality;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the clusters in a file. */
class ClusterImportTest {
    private static final String ASSIGNMENT = """
            load_assignment:
              cluster_name: orders
              endpoints:
              - lb_endpoints:
                - endpoint: {address: {socket_address: {address: 10.0.0.1, port_value: 80}}}
            """;
    private static final String ASSIGNMENT_FLOW = "load_assignment: {cluster_name: orders, endpoints: "
            + "[{lb_endpoints: [{endpoint: {address: {socket_address: {address: 10.0.0.1, port_value: 80}}}}]}]}}";

    @Test
    void aStaticClusterBecomesAServiceWithItsEndpoints() {
        Converted converted = cluster("""
                name: orders
                load_assignment:
                  cluster_name: whatever
                  endpoints:
                  - lb_endpoints:
                    - endpoint: {address: {socket_address: {address: 10.0.0.1, port_value: 80}}}
                    - endpoint: {address: {socket_address: {address: "2001:DB8::1", port_value: 81}}}
                """);

        assertThat(converted.made()).containsExactly("clusters[0] → service orders");
        assertThat(converted.service("orders").service().cluster()).isNull();
        assertThat(converted.service("orders").endpoints())
                .extracting(Endpoint::address, Endpoint::port, Endpoint::weight)
                .containsExactly(tuple("10.0.0.1", 80, 1), tuple("2001:db8::1", 81, 1));
        assertThat(converted.warnings()).isEmpty();
    }

    @Test
    void whatAnEndpointIsGoesWithIt() {
        Endpoint endpoint = cluster("""
                name: orders
                load_assignment:
                  cluster_name: orders
                  endpoints:
                  - locality: {region: eu, zone: a, sub_zone: "1"}
                    priority: 2
                    load_balancing_weight: 77
                    lb_endpoints:
                    - endpoint:
                        hostname: one.example
                        address: {socket_address: {address: 10.0.0.1, port_value: 80}}
                      load_balancing_weight: 7
                      health_status: DRAINING
                      metadata: {filter_metadata: {envoy.lb: {canary: true}}}
                """).service("orders").endpoints().getFirst();

        assertThat(endpoint)
                .isEqualTo(new Endpoint(
                        endpoint.id(),
                        "orders",
                        "10.0.0.1",
                        80,
                        7,
                        2,
                        new Locality("eu", "a", "1"),
                        Health.DRAINING,
                        "one.example",
                        "{\"filter_metadata\":{\"envoy.lb\":{\"canary\":true}}}"));
    }

    @Test
    void itsSettingsBecomeThoseOfTheService() {
        String settings = cluster("""
                name: orders
                type: STATIC
                connect_timeout: 0.25s
                lb_policy: LEAST_REQUEST
                health_checks:
                - {timeout: 1s, interval: 2s, unhealthy_threshold: 2, healthy_threshold: 1, http_health_check: {path: /up}}
                circuit_breakers: {thresholds: [{max_connections: 10}]}
                transport_socket:
                  name: tls
                  typed_config:
                    "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
                    sni: orders.example
                typed_extension_protocol_options:
                  envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
                    "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
                    explicit_http_config: {http2_protocol_options: {}}
                """ + ASSIGNMENT).service("orders").service().cluster();

        assertThat(settings)
                .contains("\"connect_timeout\":\"0.250s\"", "LEAST_REQUEST", "/up", "\"max_connections\":10")
                .contains("orders.example", "http2_protocol_options")
                .doesNotContain("10.0.0.1", "\"name\":\"orders\"", "STATIC");
    }

    @Test
    void addressesThatDnsWasAskedForAreRegisteredAndItIsSaid() {
        Converted converted = cluster(
                "{name: orders, dns_refresh_rate: 9s, respect_dns_ttl: true, type: STRICT_DNS,\n" + ASSIGNMENT_FLOW);

        assertThat(converted.made()).containsExactly("clusters[0] → service orders");
        assertThat(converted.service("orders").service().cluster()).isNull();
        assertThat(converted.service("orders").endpoints().getFirst().hostname())
                .isEqualTo("10.0.0.1");
        assertThat(converted.warnings()).singleElement().asString().contains("STRICT_DNS", "no DNS");
    }

    @Test
    void anAddressThatStandsThereTwiceIsOneEndpointOfBothWeights() {
        Converted converted = cluster("""
                name: orders
                load_assignment:
                  cluster_name: orders
                  endpoints:
                  - lb_endpoints:
                    - endpoint: {address: {socket_address: {address: 10.0.0.1, port_value: 80}}}
                      load_balancing_weight: 3
                    - endpoint: {address: {socket_address: {address: 10.0.0.1, port_value: 80}}}
                      load_balancing_weight: 5
                """);

        assertThat(converted.service("orders").endpoints())
                .extracting(Endpoint::weight)
                .containsExactly(8);
        assertThat(converted.warnings()).singleElement().asString().contains("10.0.0.1 port 80");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type: STRICT_DNS | endpoint: {address: {socket_address: {address: orders.example, port_value: 80}}} | orders.example
            type: STATIC | endpoint: {address: {pipe: {path: /run/orders}}} | pipe
            type: STATIC | endpoint: {address: {socket_address: {address: 10.0.0.1, port_value: 0}}} | port 0
            type: STATIC | endpoint: {address: {socket_address: {address: 10.0.0.1, named_port: http}}} | named_port
            type: STATIC | endpoint: {address: {socket_address: {address: 10.0.0.1, port_value: 1, protocol: UDP}}} | protocol
            type: STATIC | endpoint: {address: {socket_address: {address: 10.0.0.1, port_value: 1}}, health_check_config: {port_value: 2}} | health_check_config
            type: STATIC | {endpoint: {address: {socket_address: {address: 10.0.0.1, port_value: 1}}}, load_balancing_weight: 65536} | weight 65536
            """)
    void whatTheRegistryCannotSayStaysInTheCluster(String type, String endpoint, String reason) {
        String item = endpoint.startsWith("{") ? endpoint : "{" + endpoint + "}";
        Converted converted = cluster("{name: orders, " + type
                + ", load_assignment: {cluster_name: orders, endpoints: [{lb_endpoints: [" + item + "]}]}}");

        assertThat(converted.made()).containsExactly("clusters[0] → clusters/edge/orders");
        assertThat(converted.find(ResourceType.CLUSTER, "orders")).hasValueSatisfying(made -> {
            assertThat(made.note()).contains(reason);
            assertThat(made.message())
                    .isEqualTo(Converted.bootstrap(file("{name: orders, " + type
                                    + ", load_assignment: {cluster_name: orders, endpoints: [{lb_endpoints: [" + item
                                    + "]}]}}"))
                            .getStaticResources()
                            .getClusters(0));
        });
    }

    @Test
    void anAddressTwiceWithDifferentAttributesStaysInTheCluster() {
        Converted converted = cluster("""
                name: orders
                load_assignment:
                  cluster_name: orders
                  endpoints:
                  - lb_endpoints:
                    - endpoint: {address: {socket_address: {address: 10.0.0.1, port_value: 80}}}
                  - priority: 1
                    lb_endpoints:
                    - endpoint: {address: {socket_address: {address: 10.0.0.1, port_value: 80}}}
                """);

        assertThat(converted.made()).containsExactly("clusters[0] → clusters/edge/orders");
    }

    @ParameterizedTest
    @CsvSource({"8, service orders", "9, clusters/edge/orders"})
    void aLocalityThatWeighsOtherThanItsEndpointsStaysInTheCluster(int weight, String made) {
        Converted converted = cluster("""
                name: orders
                common_lb_config: {locality_weighted_lb_config: {}}
                load_assignment:
                  cluster_name: orders
                  endpoints:
                  - load_balancing_weight: %d
                    lb_endpoints:
                    - endpoint: {address: {socket_address: {address: 10.0.0.1, port_value: 80}}}
                      load_balancing_weight: 8
                """.formatted(weight));

        assertThat(converted.made()).containsExactly("clusters[0] → " + made);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: orders, type: LOGICAL_DNS, load_assignment: {endpoints: [{lb_endpoints: [{endpoint: {address: "
                        + "{socket_address: {address: 10.0.0.1, port_value: 80}}}}]}]}}",
                "{name: orders, type: ORIGINAL_DST, lb_policy: CLUSTER_PROVIDED}",
                "{name: orders, type: EDS, eds_cluster_config: {eds_config: {path_config_source: {path: /eds.yaml}}}}",
                "{name: orders, lb_policy: CLUSTER_PROVIDED, cluster_type: {name: envoy.clusters.dynamic_forward_proxy,"
                        + " typed_config: {'@type': type.googleapis.com/envoy.extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig,"
                        + " dns_cache_config: {name: dns}}}}"
            })
    void aClusterThatFindsItsEndpointsByItselfStaysAsItIs(String cluster) {
        Converted converted = cluster(cluster);

        assertThat(converted.made()).containsExactly("clusters[0] → clusters/edge/orders");
        assertThat(converted.find(ResourceType.CLUSTER, "orders").orElseThrow().message())
                .isEqualTo(
                        Converted.bootstrap(file(cluster)).getStaticResources().getClusters(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{validation_context: {trusted_ca: {filename: /etc/ca.pem}}}",
                "{tls_certificates: [{certificate_chain: {inline_string: c}, private_key: {inline_string: k}}]}",
                "{tls_certificate_sds_secret_configs: [{name: client}]}"
            })
    void settingsThatHoldOnlyWhereTheFileDoesStayWithItsNodes(String tls) {
        Converted converted = cluster("""
                name: orders
                connect_timeout: 2s
                transport_socket:
                  name: tls
                  typed_config:
                    "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
                    common_tls_context: $TLS
                """.replace("$TLS", tls) + ASSIGNMENT);

        assertThat(converted.made())
                .containsExactly("clusters[0] → service orders", "clusters[0] → clusters/edge/orders");
        assertThat(converted.service("orders").service().cluster()).isNull();
        assertThat(converted.service("orders").endpoints()).hasSize(1);
        assertThat(converted.resource(ResourceType.CLUSTER, "orders"))
                .contains("type: \"EDS\"", "ads: {}", "connect_timeout: \"2s\"", "UpstreamTlsContext")
                .doesNotContain("10.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            transport_socket | transport_sockets.tls.v3.UpstreamTlsContext | {common_tls_context: {tls_certificates: [{private_key: {inline_string: k}}]}}
            transport_socket | transport_sockets.tls.v3.UpstreamTlsContext | {common_tls_context: {tls_certificates: [{private_key: {filename: /k}, password: {inline_string: p}}]}}
            redis            | filters.network.redis_proxy.v3.RedisProtocolOptions | {auth_password: {inline_string: p}}
            """)
    void settingsWithAKeyOrPasswordAreAClusterEvenForEveryone(String field, String type, String content) {
        String config = "{'@type': type.googleapis.com/envoy.extensions." + type + ", " + content.substring(1);
        String settings = field.equals("redis")
                ? "typed_extension_protocol_options: {envoy.filters.network.redis_proxy: " + config + "}"
                : field + ": {name: tls, typed_config: " + config + "}";
        Converted converted = Converted.of(new ImportRequest(
                Converted.bootstrap(file("name: orders\n" + settings + "\n" + ASSIGNMENT)),
                "",
                new Uplink(Transport.DELTA_ADS, Converted.ROSTER, ""),
                false));

        assertThat(converted.made()).containsExactly("clusters[0] → service orders", "clusters[0] → clusters//orders");
        assertThat(converted.service("orders").service().cluster()).isNull();
        assertThat(converted.warnings()).singleElement().asString().contains("holds a key or password");
    }

    @Test
    void settingsForEveryoneStayWithTheService() {
        Converted converted = Converted.of(new ImportRequest(
                Converted.bootstrap(file("{name: orders, lrs_server: {self: {}}, " + ASSIGNMENT_FLOW)),
                "",
                new Uplink(Transport.DELTA_ADS, Converted.ROSTER, ""),
                false));

        assertThat(converted.made()).containsExactly("clusters[0] → service orders");
    }

    static Converted cluster(String cluster) {
        return Converted.of(file(cluster));
    }

    private static String file(String cluster) {
        return "node: {id: e, cluster: edge}\nstatic_resources:\n  clusters:\n  - "
                + cluster.strip().indent(4).strip();
    }
}
