package dev.roster.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.envoy.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the listeners in a file, and of the routes and secrets in them. */
class ListenerImportTest {
    @Test
    void inlineRoutesBecomeAResourceThatTheListenerAsksFor() {
        Converted converted = listeners(listener("in", http("{name: main, virtual_hosts: [" + HOST + "]}")));

        assertThat(converted.made())
                .containsExactly("listeners[0] → routes/edge/main", "listeners[0] → listeners/edge/in");
        assertThat(converted.resource(ResourceType.ROUTE, "main")).contains("name: \"main\"", "cluster: \"orders\"");
        assertThat(converted.resource(ResourceType.LISTENER, "in"))
                .contains("rds:", "route_config_name: \"main\"", "ads: {}", "port_value: 10000")
                .doesNotContain("virtual_hosts");
        assertThat(converted.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DELTA_ADS | ads: {}
            ADS       | ads: {}
            DELTA     | api_type: "DELTA_GRPC"
            GRPC      | cluster_name: "grpc-to-roster"
            REST      | refresh_delay: "1.500s"
            FILES     | path: "/etc/roster/rds/main.yaml"
            """)
    void routesComeTheWayTheListenerComes(Transport transport, String source) {
        Converted converted =
                Converted.of(file(listener("in", http("{name: main, virtual_hosts: [" + HOST + "]}"))), transport);

        assertThat(converted.resource(ResourceType.LISTENER, "in")).contains(source);
    }

    @Test
    void inlineRoutesStayWhereTheyAreWhenAskedTo() {
        String file = file(listener("in", http("{name: main, virtual_hosts: [" + HOST + "]}")));
        Converted converted = Converted.of(new ImportRequest(
                Converted.bootstrap(file), null, new Uplink(Transport.DELTA_ADS, Converted.ROSTER, ""), true));

        assertThat(converted.made()).containsExactly("listeners[0] → listeners/edge/in");
        assertThat(converted.find(ResourceType.LISTENER, "in").orElseThrow().message())
                .isEqualTo(Converted.bootstrap(file).getStaticResources().getListeners(0));
    }

    @Test
    void theSameRoutesInTwoListenersAreOneResource() {
        String routes = http("{name: main, virtual_hosts: [" + HOST + "]}");

        assertThat(listeners(listener("a", routes), listener("b", routes)).made())
                .containsExactly(
                        "listeners[0] → routes/edge/main",
                        "listeners[0] → listeners/edge/a",
                        "listeners[1] → routes/edge/main",
                        "listeners[1] → listeners/edge/b");
    }

    @Test
    void differentRoutesOfOneNameGetNamesOfTheirOwn() {
        Converted converted = listeners(
                listener("a", http("{name: local_route, virtual_hosts: [" + HOST + "]}")),
                listener(
                        "b",
                        http("{name: local_route}"),
                        http("{name: local_route, ignore_port_in_host_matching: true}")));

        assertThat(converted.made())
                .containsExactly(
                        "listeners[0] → routes/edge/a-local_route",
                        "listeners[0] → listeners/edge/a",
                        "listeners[1] → routes/edge/b-local_route",
                        "listeners[1] → routes/edge/b-local_route-2",
                        "listeners[1] → listeners/edge/b");
        assertThat(converted.resource(ResourceType.ROUTE, "b-local_route-2"))
                .contains("name: \"b-local_route-2\"", "ignore_port_in_host_matching: true");
        assertThat(converted.warnings())
                .hasSize(3)
                .allSatisfy(warning -> assertThat(warning).contains("local_route"));
    }

    @Test
    void routesWithoutANameGetTheListeners() {
        assertThat(listeners(listener("in", http("{}"))).made()).contains("listeners[0] → routes/edge/in-routes");
    }

    @Test
    void listenersWithoutANameGetOneOfTheirPort() {
        Converted converted = listeners(listener("", TCP), listener("", TCP));

        assertThat(converted.made())
                .containsExactly(
                        "listeners[0] → listeners/edge/listener-10000",
                        "listeners[1] → listeners/edge/listener-10000-2");
        assertThat(converted.warnings()).hasSize(2);
    }

    @Test
    void scopedRoutesStayInTheirListenerAndItIsSaid() {
        Converted converted = listeners(listener("in", """
                {name: http, typed_config: {"@type": $HCM, stat_prefix: s, scoped_routes: {name: scopes,
                scope_key_builder: {fragments: [{header_value_extractor: {name: x, index: 0}}]},
                scoped_route_configurations_list: {scoped_route_configurations: [
                {name: one, route_configuration: {name: r}, key: {fragments: [{string_key: a}]}}]}}}}
                """.replace("$HCM", HCM)));

        assertThat(converted.made()).containsExactly("listeners[0] → listeners/edge/in");
        assertThat(converted.warnings()).singleElement().asString().contains("scoped routes");
    }

    @Test
    void secretsBecomeResourcesThatTheListenerAsksFor() {
        Converted converted = Converted.of("""
                node: {id: e, cluster: edge}
                static_resources:
                  secrets:
                  - name: server
                    tls_certificate: {certificate_chain: {inline_string: c}, private_key: {inline_string: k}}
                  listeners:
                  - name: in
                    address: {socket_address: {address: 0.0.0.0, port_value: 443}}
                    filter_chains:
                    - transport_socket:
                        name: tls
                        typed_config:
                          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext
                          common_tls_context: {tls_certificate_sds_secret_configs: [{name: server}]}
                """);

        assertThat(converted.made())
                .containsExactly("secrets[0] → secrets/edge/server", "listeners[0] → listeners/edge/in");
        assertThat(converted.resource(ResourceType.LISTENER, "in")).contains("sds_config:", "ads: {}");
        assertThat(converted.bootstrap().getStaticResources().getSecretsCount()).isZero();
        assertThat(converted.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{transport_socket: {name: tls, typed_config: {"
                        + "'@type': type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext,"
                        + " common_tls_context: {tls_certificates: [{private_key: {inline_string: k}}]}}}}",
                "{filters: [{name: http, typed_config: {'@type': " + HCM + ", stat_prefix: s, http_filters: ["
                        + "{name: basic, typed_config: {'@type': type.googleapis.com/envoy.extensions.filters.http"
                        + ".basic_auth.v3.BasicAuth, users: {inline_string: 'user:{SHA}hash'}}}]}}]}"
            })
    void aKeyOrPasswordInAListenerIsSaid(String chain) {
        Converted converted = listeners("{name: in, address: {socket_address: {address: 0.0.0.0, port_value: 443}}, "
                + "filter_chains: [" + chain + "]}");

        assertThat(converted.warnings()).singleElement().asString().contains("holds a key or password");
    }

    private static final String HCM =
            "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager";
    private static final String HOST =
            "{name: all, domains: ['*'], routes: [{match: {prefix: /}, route: {cluster: orders}}]}";
    private static final String TCP = "{name: tcp, typed_config: {'@type': "
            + "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy, stat_prefix: t, cluster: orders}}";

    private static String http(String routes) {
        return "{name: http, typed_config: {'@type': " + HCM + ", stat_prefix: s, route_config: " + routes + "}}";
    }

    /** A listener with a filter chain for each of these filters. */
    private static String listener(String name, String... filters) {
        StringBuilder chains = new StringBuilder();
        for (String filter : filters) {
            chains.append("{filters: [").append(filter).append("]},");
        }
        return "{name: '" + name
                + "', address: {socket_address: {address: 0.0.0.0, port_value: 10000}}, filter_chains: [" + chains
                + "]}";
    }

    private static Converted listeners(String... listeners) {
        return Converted.of(file(listeners));
    }

    private static String file(String... listeners) {
        return "{node: {id: e, cluster: edge}, static_resources: {listeners: [" + String.join(",", listeners) + "]}}";
    }
}
