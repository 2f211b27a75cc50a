package dev.roster.bootstrap.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.roster.RosterOnFreePorts;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bootstraps over REST. */
@QuarkusTest
@TestProfile(RosterOnFreePorts.class)
class BootstrapTest {
    private static final String XDS =
            "static_resources.clusters[0].load_assignment.endpoints[0].lb_endpoints[0].endpoint"
                    + ".address.socket_address.";

    @ConfigProperty(name = RosterOnFreePorts.GRPC_PORT)
    int grpcPort;

    @Test
    void whatNobodySaidIsAsTheRequestReachedRoster() {
        given().header("Host", "roster.example:8081")
                .accept("application/json")
                .get("/v1/bootstrap?node_id=front-1&cluster=front")
                .then()
                .statusCode(200)
                .body("node.id", equalTo("front-1"))
                .body("node.cluster", equalTo("front"))
                .body("admin.address.socket_address.address", equalTo("127.0.0.1"))
                .body("admin.address.socket_address.port_value", equalTo(9901))
                .body("dynamic_resources.ads_config.api_type", equalTo("DELTA_GRPC"))
                .body(XDS + "address", equalTo("roster.example"))
                .body(XDS + "port_value", equalTo(grpcPort));
        given().header("Host", "roster.example:8081")
                .accept("application/json")
                .get("/v1/bootstrap?node_id=front-1&cluster=front&transport=rest")
                .then()
                .body(XDS + "port_value", equalTo(8081));
    }

    @ParameterizedTest
    @CsvSource({
        "my_roster:8081, my_roster, 8081",
        "my_roster, my_roster, 80",
        "x_y.example:1, x_y.example, 1",
        "[2001:db8::1]:8081, 2001:db8::1, 8081"
    })
    void itsHostIsWhateverDnsMayKnow(String host, String address, int port) {
        given().header("Host", host)
                .accept("application/json")
                .get("/v1/bootstrap?node_id=front-1&cluster=front&transport=rest")
                .then()
                .statusCode(200)
                .body(XDS + "address", equalTo(address))
                .body(XDS + "port_value", equalTo(port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b:8080", "-a"})
    void aHostThatDnsCannotKnowIsNamed(String host) {
        given().header("Host", host)
                .get("/v1/bootstrap?node_id=front-1&cluster=front")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("xds_address"));
        given().header("Host", host)
                .get("/v1/bootstrap?node_id=front-1&cluster=front&xds_address=10.0.0.1")
                .then()
                .statusCode(200);
    }

    @Test
    void whatIsSaidCounts() {
        bootstrap("transport=ads&xds_address=10.1.1.1&xds_port=7000&admin_port=0&runtime=flags", "application/json")
                .body("dynamic_resources.ads_config.api_type", equalTo("GRPC"))
                .body("layered_runtime.layers[0].rtds_layer.name", equalTo("flags"))
                .body(XDS + "address", equalTo("10.1.1.1"))
                .body(XDS + "port_value", equalTo(7000));
    }

    @ParameterizedTest
    @CsvSource({"*/*, application/yaml", "application/yaml, application/yaml", "text/yaml, text/yaml"})
    void itIsYamlUnlessJsonIsAskedFor(String accept, String format) {
        bootstrap("", accept).contentType(startsWith(format)).body(startsWith("node:\n  id: \"front-1\"\n"));
        bootstrap("", "application/json")
                .contentType(startsWith("application/json"))
                .body(startsWith("{"));
    }

    @Test
    void anotherFormatIsNotAcceptable() {
        given().accept("text/html")
                .get("/v1/bootstrap?node_id=front-1&cluster=front")
                .then()
                .statusCode(406);
    }

    @Test
    void aFolderOfFiles() {
        bootstrap("transport=files&directory=/etc/roster/", "*/*")
                .body(containsString("path: \"/etc/roster/lds.yaml\""))
                .body(not(containsString("static_resources")));
    }

    @Test
    void aGrpcClientGetsItsOwnBootstrapInJson() {
        bootstrap("transport=grpc-client&xds_address=2001:db8::1", "*/*")
                .contentType(startsWith("application/json"))
                .body("xds_servers[0].server_uri", equalTo("[2001:db8::1]:" + grpcPort))
                .body("xds_servers[0].channel_creds.type", contains("insecure"))
                .body("xds_servers[0].server_features", contains("xds_v3"))
                .body("node", equalTo(Map.of("id", "front-1", "cluster", "front")));
    }

    @ParameterizedTest
    @CsvSource({
        "transport, soap, delta-ads",
        "xds_address, a b, DNS name",
        "runtime, .., relative",
        "xds_port, 0, between 1 and 65535",
        "xds_port, x, between 1 and 65535",
        "http_port, 65536, between 1 and 65535",
        "admin_port, -1, between 0 and 65535"
    })
    void aBadParameterIsNamedWithItsRule(String parameter, String value, String rule) {
        given().queryParam("node_id", "front-1")
                .queryParam("cluster", "front")
                .queryParam(parameter, value)
                .get("/v1/bootstrap")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations[0].field", equalTo(parameter))
                .body("violations[0].value", equalTo(value))
                .body("violations[0].rule", containsString(rule));
    }

    @ParameterizedTest
    @ValueSource(strings = {"node_id", "cluster"})
    void whoTheClientIsMustBeSaid(String missing) {
        given().queryParam(missing.equals("cluster") ? "node_id" : "cluster", "x")
                .get("/v1/bootstrap")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo(missing));
    }

    @Test
    void filesNeedAFolderAndAGroupHoldsNoSlash() {
        given().get("/v1/bootstrap?node_id=x&cluster=y&transport=files")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("directory"));
        given().queryParam("node_id", "x")
                .queryParam("cluster", "y/z")
                .get("/v1/bootstrap")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("cluster"));
    }

    private static ValidatableResponse bootstrap(String query, String accept) {
        return given().accept(accept)
                .get("/v1/bootstrap?node_id=front-1&cluster=front&" + query)
                .then()
                .statusCode(200);
    }
}
