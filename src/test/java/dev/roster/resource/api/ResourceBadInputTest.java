package dev.roster.resource.api;

import static dev.roster.resource.api.ResourceClient.ONE;
import static dev.roster.resource.api.ResourceClient.apply;
import static dev.roster.resource.api.ResourceClient.put;
import static dev.roster.resource.api.ResourceClient.sent;
import static dev.roster.resource.api.ResourceClient.yaml;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import dev.roster.resource.RosterWithKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input gets an answer that names it, and nothing is stored. */
@QuarkusTest
@TestProfile(RosterWithKeys.class)
class ResourceBadInputTest {
    private static final String PROBLEM = "application/problem+json";
    private static final String JSON = "application/json";

    @BeforeEach
    void forgetEverything() {
        ResourceClient.forgetEverything();
    }

    @AfterEach
    void nothingIsStored() {
        given().get("/v1/resources/clusters").then().statusCode(200).body("items", empty());
        given().get("/v1/resources/listeners").then().statusCode(200).body("items", empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"name\":\"web\",\"no_such_field\":1} | no_such_field",
                "{\"name\":\"web\",\"connect_timeout\":\"soon\"} | connect_timeout",
                "{\"name\":\"web\",\"type\":\"SOMETIMES\"} | type",
                "{\"name\":\"web\",\"per_connection_buffer_limit_bytes\":-1} | per_connection_buffer_limit_bytes",
                "{\"name\":\"web\",\"alt_stat_name\":\"a\\u0000b\"} | alt_stat_name",
                "{\"name\":\"web\",\"load_assignment\":{\"cluster_name\":\"web\",\"endpoints\":[{\"lb_endpoints\":[{\"endpoint\":"
                        + "{\"address\":{\"socket_address\":{\"address\":\"10.0.0.1\",\"port_value\":65536}}}}]}]}}"
                        + " | load_assignment.endpoints[0].lb_endpoints[0].endpoint.address.socket_address.port_value",
                "{\"name\":\"web\",\"transport_socket\":{\"name\":\"tls\",\"typed_config\":{\"@type\":\"x/no.such.Type\"}}}"
                        + " | transport_socket.typed_config.@type",
                "{\"name\":\"web\",\"transport_socket\":{\"name\":\"tls\",\"typed_config\":{\"@type\":"
                        + "\"type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext\",\"sni\":1}}}"
                        + " | transport_socket.typed_config.sni",
                "{\"@type\":\"type.googleapis.com/envoy.config.listener.v3.Listener\",\"name\":\"web\"} | @type",
                "{\"name\":\"other\"} | name",
            })
    void aFieldThatBreaksARuleIsNamedByItsPath(String body, String field) {
        sent(JSON, body)
                .put(ONE, "clusters", "web")
                .then()
                .statusCode(422)
                .contentType(PROBLEM)
                .body("violations.field", hasItem(field));
    }

    @Test
    void allBrokenRulesAreNamedAtOnce() {
        apply("""
                version: 1
                resources:
                - "@type": type.googleapis.com/envoy.config.cluster.v3.Cluster
                  name: web
                  no_such_field: 1
                - name: web
                - "@type": type.googleapis.com/envoy.config.core.v3.Node
                - text
                """)
                .statusCode(422)
                .body(
                        "violations.field",
                        hasItems(
                                "version",
                                "resources[0].no_such_field",
                                "resources[1].@type",
                                "resources[2].@type",
                                "resources[3]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "ttl: 0s | ttl",
                "ttl: -1s | ttl",
                "ttl: soon | ttl",
                "ttl: 5 | ttl",
                "aliases: [a] | aliases",
                "name: other | resource.name",
                "cache_control: {} | cache_control",
            })
    void aWrapperHasAFewFields(String field, String named) {
        put("clusters", "web", """
                "@type": type.googleapis.com/envoy.service.discovery.v3.Resource
                resource: {"@type": type.googleapis.com/envoy.config.cluster.v3.Cluster, name: web, type: STATIC}
                """ + field).statusCode(422).body("violations.field", contains(named));
    }

    @Test
    void aWrapperHoldsAResource() {
        put("clusters", "web", "\"@type\": type.googleapis.com/envoy.service.discovery.v3.Resource\nname: web")
                .statusCode(422)
                .body("violations.field", hasItem("resource"));
        put("clusters", "web", "\"@type\": type.googleapis.com/envoy.service.discovery.v3.Resource\nresource: [1]")
                .statusCode(422)
                .body("violations.field", hasItem("resource"));
    }

    @Test
    void P53_aNameThatIsAnotherWayToWriteTheSameIsRefused() {
        apply("""
                resources:
                - "@type": type.googleapis.com/envoy.config.cluster.v3.Cluster
                  name: xdstp://a/envoy.config.cluster.v3.Cluster/web?b=2&a=1
                """)
                .statusCode(422)
                .body(
                        "violations[0].rule",
                        equalTo("must be written xdstp://a/envoy.config.cluster.v3.Cluster/web?a=1&b=2"));
    }

    @Test
    void aBodyOfWhichNothingIsSaidIsRefused() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            for (HttpRequest request : List.of(
                    bare("/v1/resources")
                            .POST(BodyPublishers.ofString("resources: []"))
                            .build(),
                    bare("/v1/resources/clusters/web")
                            .PUT(BodyPublishers.ofString("name: web"))
                            .build())) {
                assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                        .isEqualTo(415);
            }
        }
    }

    private static HttpRequest.Builder bare(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path));
    }

    @Test
    void aListIsAList() {
        apply("resources: {}").statusCode(422).body("violations.field", contains("resources"));
        apply("version_info: 1").statusCode(422).body("violations[0].rule", equalTo("is required"));
        apply("name: web").statusCode(422).body("violations.field", contains("resources", "name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"name\":\"web\"} {}", "{\"name\":\"a\",\"name\":\"b\"}", "{\"name\":web}"})
    void whatIsNotJsonIsRefused(String body) {
        sent(JSON, body)
                .put(ONE, "clusters", "web")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("title", equalTo("The body is not JSON"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "name: [", "name: a\nname: b", "name: *nobody", "--- \nname: a\n---\nname: b", "a: !!set {}"
            })
    void whatIsNotYamlIsRefused(String body) {
        put("clusters", "web", body)
                .statusCode(400)
                .contentType(PROBLEM)
                .body("title", equalTo("The body is not YAML"));
        apply(body).statusCode(400);
    }

    @Test
    void theAnswerShowsNothingOfABodyThatCannotBeRead() {
        sent(JSON, "{\"generic_secret\":{\"secret\":{\"inline_string\":hunter2}}}")
                .put(ONE, "secrets", "s")
                .then()
                .statusCode(400)
                .body("detail", containsString("Unrecognized token: was expecting"))
                .body("detail", org.hamcrest.Matchers.not(containsString("hunter2")));
    }

    @Test
    void aBodyNestedTooDeepIsRefused() {
        String deep =
                "{\"name\":\"web\",\"metadata\":" + "{\"filter_metadata\":".repeat(10_000) + "1" + "}".repeat(10_001);
        sent(JSON, deep).put(ONE, "clusters", "web").then().statusCode(400);
        put("clusters", "web", deep).statusCode(400);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] body = "name: web?".getBytes(StandardCharsets.UTF_8);
        body[body.length - 1] = (byte) 0xFF;
        for (String format : new String[] {JSON, "application/yaml"}) {
            given().contentType(format)
                    .body(body)
                    .put(ONE, "clusters", "web")
                    .then()
                    .statusCode(400)
                    .body("detail", equalTo("the body is not UTF-8"));
        }
    }

    @Test
    void aBodyOverTheCapIsRefused() {
        put("clusters", "web", "name: \"" + "x".repeat(1 << 20) + "\"")
                .statusCode(413)
                .contentType(PROBLEM);
    }

    @Test
    void namesOfOver256BytesOrWithControlCharactersAreRefused() {
        String name = "x".repeat(257);
        apply("resources:\n- {\"@type\": type.googleapis.com/envoy.config.cluster.v3.Cluster, type: STATIC, name: "
                        + name + "}")
                .statusCode(422)
                .body("violations.field", contains("resources[0].name"));
        put("clusters", name, "name: " + name + "\ntype: STATIC").statusCode(422);
        given().urlEncodingEnabled(false)
                .contentType("application/yaml")
                .body("name: web".getBytes(StandardCharsets.UTF_8))
                .put("/v1/resources/clusters/a%0Ab")
                .then()
                .statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/resources/clusters?cursor=%21",
                "/v1/resources/clusters?limit=0",
                "/v1/resources/clusters?group=a%2Fb",
                "/v1/resources/clusters?prefix=%00",
                "/v1/resources/clusters/web?group=%0A",
                "/v1/resources/clusters/web/history/first",
                "/v1/resources/clusters/web/history/0",
            })
    void aQueryParameterThatCannotBeUnderstoodIsRefused(String path) {
        given().urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("violations", hasSize(1));
    }

    @Test
    void writesHaveStrictParametersToo() {
        yaml("name: web").put(ONE + "?dry_run=maybe", "clusters", "web").then().statusCode(400);
        given().post(ONE + "/rollback", "clusters", "web").then().statusCode(400);
        given().post(ONE + "/rollback?to=-1", "clusters", "web").then().statusCode(400);
        yaml("name: web\ntype: STATIC")
                .header("From", "x".repeat(300))
                .put(ONE, "clusters", "web")
                .then()
                .statusCode(400);
    }

    @Test
    void anUnknownTypeIsNotFound() {
        for (String path :
                new String[] {"/v1/resources/boats", "/v1/resources/boats/a", "/v1/resources/boats/a/history"}) {
            given().get(path)
                    .then()
                    .statusCode(404)
                    .contentType(PROBLEM)
                    .body("detail", containsString("the types are clusters, endpoints"));
        }
    }
}
