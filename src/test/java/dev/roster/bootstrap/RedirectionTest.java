package dev.roster.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.envoy.ResourceType;
import dev.roster.envoy.Warning;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of what a file asks the aggregated stream of another management server. */
class RedirectionTest {
    private static final String HCM =
            "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager";
    private static final String FILE = """
            node: {id: e, cluster: edge}
            dynamic_resources:
              ads_config: {api_type: GRPC, transport_api_version: V3, grpc_services: [{envoy_grpc: {cluster_name: old}}]}
            layered_runtime:
              layers: [{name: r, rtds_layer: {name: r, rtds_config: {ads: {}, initial_fetch_timeout: 7s}}}]
            cluster_manager: {local_cluster_name: here}
            static_resources:
              clusters:
              - {name: old}
              - {name: here, type: EDS, eds_cluster_config: {eds_config: {ads: {}, resource_api_version: V3}}}
              listeners:
              - name: in
                address: {socket_address: {address: 0.0.0.0, port_value: 80}}
                filter_chains: [{filters: [{name: http, typed_config: {"@type": %1$s, stat_prefix: s,
                  rds: {route_config_name: main, config_source: {ads: {}, resource_api_version: V3}}}}]}]
              - name: api
                api_listener: {api_listener: {"@type": %1$s, stat_prefix: s,
                  rds: {route_config_name: main, config_source: {ads: {}, resource_api_version: V3}}}}
            """.formatted(HCM);

    @ParameterizedTest
    @EnumSource(names = {"DELTA_ADS", "ADS"})
    void overAnAggregatedStreamItIsAskedOfRoster(Transport transport) {
        Converted converted = Converted.of(FILE, transport);

        assertThat(Converted.yaml(converted.bootstrap())).contains("rtds_config:\n        ads: {}");
        assertThat(converted.resource(ResourceType.LISTENER, "in")).contains("ads: {}");
        assertThat(warned(converted)).hasSize(4);
    }

    /** With an aggregated source and without the stream, an Envoy does not start. */
    @ParameterizedTest
    @CsvSource({"DELTA, api_type: \"DELTA_GRPC\"", "GRPC, api_type: \"GRPC\"", "REST, api_type: \"REST\""})
    void overOthersItIsAskedOfRosterByThese(Transport transport, String source) {
        Converted converted = Converted.of(FILE, transport);

        assertThat(Converted.yaml(converted.bootstrap()))
                .doesNotContain("ads: {}", "cluster_name: \"old\"")
                .contains("initial_fetch_timeout: \"7s\"");
        assertThat(Converted.yaml(converted.bootstrap().getLayeredRuntime())).contains(source);
        assertThat(converted.resource(ResourceType.LISTENER, "in"))
                .doesNotContain("ads: {}")
                .contains(source);
        assertThat(warned(converted)).hasSize(4);
    }

    @Test
    void noFileCanTakeItsPlace() {
        assertThatThrownBy(() -> Converted.of(FILE, Transport.FILES))
                .hasMessageContaining("layered_runtime")
                .hasMessageContaining("static_resources.listeners[1]");
    }

    @ParameterizedTest
    @CsvSource({"DELTA_ADS, 0", "ADS, 0", "DELTA, 1", "GRPC, 1", "REST, 1", "FILES, 1"})
    void aTransportThatIsStoredAndNotTheDefaultIsSaid(Transport transport, int warnings) {
        String listener = "{name: in, address: {socket_address: {address: 0.0.0.0, port_value: 80}}, filter_chains: "
                + "[{filters: [{name: http, typed_config: {'@type': " + HCM
                + ", stat_prefix: s, route_config: {}}}]}]}";

        assertThat(Converted.of(
                                "{node: {id: e, cluster: edge}, static_resources: {listeners: [" + listener + "]}}",
                                transport)
                        .conversion()
                        .warnings())
                .extracting(Warning::value)
                .hasSize(warnings)
                .allMatch(transport.word()::equals);
        assertThat(Converted.of("{node: {id: e, cluster: edge}}", transport).warnings())
                .isEmpty();
    }

    @Test
    void filesThatRosterDoesNotWriteAreSaid() {
        assertThat(Converted.of("{node: {id: e, cluster: inside}}", Transport.FILES)
                        .warnings())
                .singleElement()
                .asString()
                .contains("roster.files.groups");
    }

    private static Stream<String> warned(Converted converted) {
        return converted.warnings().stream().filter(reason -> reason.contains("asked the aggregated stream"));
    }
}
