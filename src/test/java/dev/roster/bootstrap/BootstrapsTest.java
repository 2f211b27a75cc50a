package dev.roster.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The bootstraps that Roster makes. */
class BootstrapsTest {
    @Test
    void anEnvoyOverOneDeltaStream() {
        assertThat(envoy(Transport.DELTA_ADS, null)).isEqualTo(Converted.bootstrap("""
                node: {id: front-1, cluster: front}
                admin: {address: {socket_address: {address: 127.0.0.1, port_value: 9901}}}
                dynamic_resources:
                  ads_config:
                    api_type: DELTA_GRPC
                    transport_api_version: V3
                    grpc_services:
                    - envoy_grpc:
                        cluster_name: grpc-to-roster
                        retry_policy: {retry_back_off: {base_interval: 0.5s, max_interval: 5s}}
                  cds_config: {ads: {}, resource_api_version: V3}
                  lds_config: {ads: {}, resource_api_version: V3}
                static_resources:
                  clusters:
                  - name: grpc-to-roster
                    type: STATIC
                    connect_timeout: 1s
                    load_assignment:
                      cluster_name: grpc-to-roster
                      endpoints:
                      - lb_endpoints:
                        - endpoint: {address: {socket_address: {address: 10.9.8.7, port_value: 18000}}}
                    typed_extension_protocol_options:
                      envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
                        "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
                        explicit_http_config:
                          http2_protocol_options: {connection_keepalive: {interval: 30s, timeout: 5s}}
                """));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ADS   | api_type: "GRPC"
            DELTA | api_type: "DELTA_GRPC"
            GRPC  | api_type: "GRPC"
            REST  | api_type: "REST"
            FILES | path: "/etc/roster/cds.yaml"
            """)
    void otherTransportsInTheirOwnWords(Transport transport, String words) {
        assertThat(Converted.yaml(envoy(transport, null))).contains(words);
    }

    @Test
    void restLeadsToTheHttpPortAndFilesLeadNowhere() {
        assertThat(Converted.yaml(envoy(Transport.REST, null)))
                .contains("name: \"http-to-roster\"", "port_value: 8080")
                .doesNotContain("18000", "http2_protocol_options");
        assertThat(envoy(Transport.FILES, null).hasStaticResources()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aRuntimeThatIsAskedForIsALayerBelowTheAdminPorts(Transport transport) {
        assertThat(envoy(transport, "flags").getLayeredRuntime().getLayersList())
                .extracting(layer -> layer.getRtdsLayer().getName(), layer -> layer.hasAdminLayer())
                .containsExactly(tuple("flags", false), tuple("", true));
        assertThat(envoy(transport, null).hasLayeredRuntime()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"roster.example, STRICT_DNS", "10.0.0.1, STATIC", "2001:db8::1, STATIC"})
    void onlyNamesAreLookedUp(String host, String type) {
        Uplink uplink = new Uplink(Transport.DELTA_ADS, new RosterAddress(host, 18000, 8080), "");

        assertThat(Converted.uplinks().cluster(uplink).orElseThrow().getType()).hasToString(type);
    }

    private static Bootstrap envoy(Transport transport, @Nullable String runtime) {
        return new Bootstraps(Converted.uplinks())
                .envoy(new BootstrapRequest(
                        new NodeName("front-1", "front"),
                        new Uplink(transport, Converted.ROSTER, "/etc/roster"),
                        9901,
                        runtime));
    }
}
