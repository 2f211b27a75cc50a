package dev.roster.xds.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.roster.resource.RosterWithKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(RosterWithKeys.class)
class DiscoveryTest {
    private static final String ASSIGNMENT = "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment";
    private static final String CLUSTER = "type.googleapis.com/envoy.config.cluster.v3.Cluster";

    private static final String ONE_OF_EACH = """
            resources:
            - "@type": type.googleapis.com/envoy.config.cluster.v3.Cluster
              name: one
            - "@type": type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment
              cluster_name: one
            - "@type": type.googleapis.com/envoy.config.listener.v3.Listener
              name: one
              address: {socket_address: {address: 127.0.0.1, port_value: 8443}}
              filter_chains:
              - filters:
                - name: tcp
                  typed_config:
                    "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
                    stat_prefix: one
                    cluster: one
            - "@type": type.googleapis.com/envoy.config.route.v3.RouteConfiguration
              name: one
            - "@type": type.googleapis.com/envoy.config.route.v3.ScopedRouteConfiguration
              name: one
              route_configuration_name: one
              key: {fragments: [{string_key: one}]}
            - "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret
              name: one
              tls_certificate:
                certificate_chain: {filename: /etc/envoy/cert.pem}
                private_key: {filename: /etc/envoy/key.pem}
            - "@type": type.googleapis.com/envoy.service.runtime.v3.Runtime
              name: one
              layer: {}
            - "@type": type.googleapis.com/envoy.config.core.v3.TypedExtensionConfig
              name: one
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors
            """;

    @Inject
    Pool pool;

    @BeforeEach
    void register() {
        given().contentType(ContentType.JSON)
                .body("{\"service\":\"polled\",\"address\":\"10.0.0.1\",\"port_value\":8081}")
                .post("/endpoints");
    }

    @Test
    void P70_theAssignmentsThatAreNamedAreAnsweredWithTheirType() {
        endpoints("{\"node\":{\"id\":\"n\"},\"resource_names\":[\"polled\",\"missing\"]}")
                .statusCode(200)
                .body("type_url", equalTo(ASSIGNMENT))
                .body("version_info", not(emptyString()))
                .body("resources", hasSize(1))
                .body("resources[0].'@type'", equalTo(ASSIGNMENT))
                .body("resources[0].cluster_name", equalTo("polled"))
                .body(
                        "resources[0].endpoints[0].lb_endpoints[0].endpoint.address.socket_address.port_value",
                        equalTo(8081));
    }

    @Test
    void P70_aClientThatIsUpToDateGets304AndNoBody() {
        String version = version("{\"resource_names\":[\"polled\"]}");
        endpoints("{\"resource_names\":[\"polled\"],\"version_info\":\"" + version + "\"}")
                .statusCode(304)
                .body(emptyString());
    }

    @Test
    void P70_theSameVersionForOtherNamesIsNotUpToDate() {
        String version = version("{\"resource_names\":[\"polled\"]}");
        endpoints("{\"resource_names\":[\"polled\",\"missing\"],\"version_info\":\"" + version + "\"}")
                .statusCode(200);
        endpoints("{\"version_info\":\"" + version + "\"}").statusCode(200);
    }

    @Test
    void P70_aChangeIsANewVersion() {
        String version = version("{\"resource_names\":[\"polled\"]}");
        given().contentType(ContentType.JSON)
                .body("{\"service\":\"polled\",\"address\":\"10.0.0.2\",\"port_value\":8081,\"weight\":"
                        + (2 + Math.floorMod(version.hashCode(), 1000)) + "}")
                .post("/endpoints");
        endpoints("{\"resource_names\":[\"polled\"],\"version_info\":\"" + version + "\"}")
                .statusCode(200)
                .body("version_info", not(equalTo(version)));
    }

    @Test
    void P70_camelCaseAndUnknownFieldsAreTaken() {
        endpoints("{\"resourceNames\":[\"polled\"],\"node\":{\"fieldOfALaterEnvoy\":1},\"laterField\":{}}")
                .statusCode(200)
                .body("resources", hasSize(1));
    }

    @Test
    void P70_allClustersFetchTheirEndpointsOverRest() {
        given().body("{}")
                .post("/v3/discovery:clusters")
                .then()
                .statusCode(200)
                .body("type_url", equalTo(CLUSTER))
                .body("resources.name", hasItems("polled"))
                .body(
                        "resources.find { it.name == 'polled' }.eds_cluster_config.eds_config.api_config_source.api_type",
                        equalTo("REST"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "nonsense", "{", "{\"resource_names\":7}", "{\"node\":[]}", "\"text\"", "{}{}"
            })
    void P70_aBodyThatIsNoDiscoveryRequestGets400(String body) {
        endpoints(body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("DiscoveryRequest"));
    }

    @Test
    void P70_aBodyThatIsNestedTooDeepGets400() {
        String body = "{\"later\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        given().contentType(ContentType.BINARY) // or the test's own client would print it prettily
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v3/discovery:endpoints")
                .then()
                .statusCode(400);
    }

    @Test
    void P70_aBodyThatIsNotUtf8Gets400() {
        given().body(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'})
                .post("/v3/discovery:endpoints")
                .then()
                .statusCode(400)
                .body("detail", containsString("UTF-8"));
    }

    @Test
    void P70_aTypeUrlThatIsNotThePathsGets400() {
        endpoints("{\"type_url\":\"" + CLUSTER + "\"}")
                .statusCode(400)
                .body("detail", containsString("type_url"))
                .body("detail", containsString(CLUSTER));
    }

    @ParameterizedTest
    @CsvSource({
        "clusters, envoy.config.cluster.v3.Cluster",
        "endpoints, envoy.config.endpoint.v3.ClusterLoadAssignment",
        "listeners, envoy.config.listener.v3.Listener",
        "routes, envoy.config.route.v3.RouteConfiguration",
        "scoped-routes, envoy.config.route.v3.ScopedRouteConfiguration",
        "secrets, envoy.extensions.transport_sockets.tls.v3.Secret",
        "runtime, envoy.service.runtime.v3.Runtime",
        "extension_configs, envoy.config.core.v3.TypedExtensionConfig"
    })
    void P70_everyTypeIsPolledUnderThePathThatEnvoyKnows(String path, String message) {
        given().contentType("application/yaml")
                .body(ONE_OF_EACH.getBytes(StandardCharsets.UTF_8))
                .post("/v1/resources?group=polling")
                .then()
                .statusCode(200);

        given().body("{\"node\":{\"cluster\":\"polling\"},\"resource_names\":[\"one\"]}")
                .post("/v3/discovery:" + path)
                .then()
                .statusCode(200)
                .body("type_url", equalTo("type.googleapis.com/" + message))
                .body("resources", hasSize(1))
                .body("resources[0].'@type'", equalTo("type.googleapis.com/" + message));
    }

    /** Written past the registry the change sends no hint: until the next tick this replica is behind whoever read it. */
    @Test
    void P71_aViewThatMayBeOlderThanTheOneShownIsNotAnswered() {
        given().contentType(ContentType.JSON)
                .body("{\"service\":\"moved\",\"address\":\"10.0.0.70\",\"port_value\":8081}")
                .post("/endpoints");
        pool.query("update endpoint set address = '10.0.0.71' where service = 'moved'")
                .execute()
                .await()
                .indefinitely();

        endpoints("{\"resource_names\":[\"moved\"],\"version_info\":\"of-a-replica-that-is-ahead\"}")
                .statusCode(200)
                .body(
                        "resources[0].endpoints[0].lb_endpoints[0].endpoint.address.socket_address.address",
                        equalTo("10.0.0.71"));
    }

    @Test
    void P70_anUnknownPathGets404() {
        given().body("{}")
                .post("/v3/discovery:nonsense")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    private static String version(String request) {
        return endpoints(request).statusCode(200).extract().path("version_info");
    }

    private static ValidatableResponse endpoints(String request) {
        return given().contentType(ContentType.JSON)
                .body(request)
                .post("/v3/discovery:endpoints")
                .then();
    }
}
