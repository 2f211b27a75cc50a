package dev.roster.bootstrap.api;

import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.roster.resource.RosterWithKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Static configurations over REST; each test has names of its own. */
@QuarkusTest
@TestProfile(RosterWithKeys.class)
class ImportTest {
    private static final String FILE = """
            node: {id: $NAME-1, cluster: $NAME}
            admin: {address: {socket_address: {address: 127.0.0.1, port_value: 9901}}}
            static_resources:
              secrets:
              - name: $NAME-secret
                generic_secret: {secret: {inline_string: hidden}}
              clusters:
              - name: $NAME-service
                connect_timeout: 1s
                load_assignment:
                  cluster_name: x
                  endpoints:
                  - lb_endpoints:
                    - endpoint: {address: {socket_address: {address: 10.0.0.1, port_value: 80}}}
              - name: $NAME-dns
                type: STRICT_DNS
                load_assignment:
                  cluster_name: x
                  endpoints:
                  - lb_endpoints:
                    - endpoint: {address: {socket_address: {address: dns.example, port_value: 80}}}
              listeners:
              - name: $NAME-listener
                address: {socket_address: {address: 127.0.0.1, port_value: 10000}}
                filter_chains:
                - filters:
                  - name: tcp
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
                      stat_prefix: tcp
                      cluster: $NAME-service
            """;
    private static final String OTHER_LISTENER = """
            name: $NAME-listener
            address: {socket_address: {address: 127.0.0.1, port_value: 1}}
            filter_chains:
            - filters:
              - name: tcp
                typed_config:
                  "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
                  stat_prefix: tcp
                  cluster: $NAME-service
            """;

    @Test
    void everyPartIsThereAndTheAnswerSaysWhere() {
        take("whole", "")
                .statusCode(200)
                .body("group", equalTo("whole"))
                .body("dry_run", equalTo(false))
                .body("items.type", contains("secrets", "services", "clusters", "listeners"))
                .body("items.name", contains("whole-secret", "whole-service", "whole-dns", "whole-listener"))
                .body("items.outcome", everyItem(equalTo("created")))
                .body("items[1].from", equalTo("static_resources.clusters[0]"))
                .body("items[1].endpoints", equalTo(1))
                .body("items[2].because", containsString("dns.example"))
                .body("left.field", contains("node", "admin"))
                .body("left.fate", everyItem(equalTo("kept")))
                .body("warnings", hasSize(0))
                .body("bootstrap.node.id", equalTo("whole-1"))
                .body("bootstrap.dynamic_resources.ads_config.api_type", equalTo("DELTA_GRPC"));

        given().get("/v1/services/whole-service")
                .then()
                .statusCode(200)
                .body("cluster.connect_timeout", equalTo("1s"))
                .body("endpoints.address", contains("10.0.0.1"));
        given().get("/v1/resources/clusters/whole-dns?group=whole").then().statusCode(200);
        given().get("/v1/resources/listeners/whole-listener?group=whole").then().statusCode(200);
        given().get("/v1/resources/secrets/whole-secret?group=whole").then().statusCode(200);
    }

    @Test
    void aSecondTimeNothingChangesAndADryRunStoresNothing() {
        take("twice", "?dry_run=true")
                .statusCode(200)
                .body("dry_run", equalTo(true))
                .body("warnings", hasSize(0))
                .body("items.outcome", everyItem(equalTo("created")));
        given().get("/v1/services/twice-service").then().statusCode(404);
        given().get("/v1/resources/listeners/twice-listener?group=twice").then().statusCode(404);

        take("twice", "").statusCode(200).body("items.outcome", everyItem(equalTo("created")));
        String version = given().get("/v1/services/twice-service").path("version");

        take("twice", "").statusCode(200).body("items.outcome", everyItem(equalTo("unchanged")));
        given().get("/v1/services/twice-service").then().body("version", equalTo(version));
    }

    @Test
    void whatIsThereWithOtherContentIsNamedAndNothingIsStored() {
        given().contentType("application/json")
                .body("{\"service\": \"clash-service\", \"address\": \"10.9.9.9\", \"port_value\": 1}")
                .post("/endpoints")
                .then()
                .statusCode(201);
        yaml(OTHER_LISTENER, "clash")
                .put("/v1/resources/listeners/clash-listener?group=clash")
                .then()
                .statusCode(201);

        take("clash", "")
                .statusCode(409)
                .contentType("application/problem+json")
                .body(
                        "violations.field",
                        containsInAnyOrder("static_resources.clusters[0]", "static_resources.listeners[0]"))
                .body("violations.value", containsInAnyOrder("clash-service", "clash-listener"))
                .body(
                        "violations.rule",
                        containsInAnyOrder(containsString("another name"), containsString("another transport")));

        given().get("/v1/resources/secrets/clash-secret?group=clash").then().statusCode(404);
        given().get("/v1/services/clash-service").then().body("endpoints.address", contains("10.9.9.9"));
    }

    @Test
    void onlyWhatLeadsNowhereIsWarnedOf() {
        String route = "{match: {prefix: /}, route: {cluster: %s}}";
        yaml("""
                node: {id: a, cluster: leads}
                cluster_manager: {local_cluster_name: leads-kept}
                static_resources:
                  clusters:
                  - {name: leads-kept, connect_timeout: 1s}
                  listeners:
                  - name: leads
                    address: {socket_address: {address: 127.0.0.1, port_value: 10000}}
                    filter_chains:
                    - filters:
                      - name: http
                        typed_config:
                          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                          stat_prefix: http
                          route_config:
                            virtual_hosts: [{name: all, domains: ["*"], routes: [%s, %s]}]
                """.formatted(route.formatted("leads-kept"), route.formatted("leads-nowhere")), "")
                .post("/v1/import")
                .then()
                .statusCode(200)
                .body("warnings.value", contains("leads-nowhere"));
    }

    @Test
    void whatAnEarlierImportLeftUndoneIsDone() {
        take("half", "").statusCode(200);
        given().delete("/v1/resources/listeners/half-listener?group=half")
                .then()
                .statusCode(204);

        take("half", "")
                .statusCode(200)
                .body("items.outcome", contains("unchanged", "unchanged", "unchanged", "created"));
    }

    @Test
    void theSameClustersInTheFilesOfTwoGroupsAreOneService() {
        take("shared", "").statusCode(200);

        take("shared", "?group=other")
                .statusCode(200)
                .body("items.outcome", contains("created", "unchanged", "created", "created"))
                .body("bootstrap.node.cluster", equalTo("other"));
    }

    @Test
    void jsonIsTakenToo() {
        given().contentType("application/json")
                .body("{\"node\": {\"id\": \"a\", \"cluster\": \"json\"}, \"stats_flush_interval\": \"5s\"}")
                .post("/v1/import?transport=rest&xds_address=10.0.0.9&http_port=81")
                .then()
                .statusCode(200)
                .body("items", hasSize(0))
                .body("left.field", hasItem("stats_flush_interval"))
                .body("bootstrap.dynamic_resources.cds_config.api_config_source.api_type", equalTo("REST"))
                .body("bootstrap.static_resources.clusters.name", contains("xds_cluster"));
    }

    @Test
    void aFileThatCurlSendsNeedsNoTypeUnlessItComesFromAPage() {
        asCurl("curl")
                .header("Origin", "https://elsewhere.example")
                .post("/v1/import")
                .then()
                .statusCode(415);
        asCurl("curl")
                .post("/v1/import")
                .then()
                .statusCode(200)
                .body("group", equalTo("curl"))
                .body("items.outcome", everyItem(equalTo("created")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            staticresources: {}                                                     | staticresources
            {static_resources: {clusters: [{name: a}, {name: b, lb_polisy: RANDOM}]}} | static_resources.clusters[1].lb_polisy
            {static_resources: {clusters: [{name: a, connect_timeout: soon}]}}      | static_resources.clusters[0].connect_timeout
            {static_resources: {clusters: [{name: a, connect_timeout: 0s}]}}        | static_resources.clusters[0].connect_timeout
            {static_resources: {clusters: [{name: a}, {name: a}]}}                  | static_resources.clusters[1].name
            {static_resources: {clusters: [{name: xds_cluster}]}}                   | static_resources.clusters[0].name
            {node: {cluster: a/b}}                                                  | node.cluster
            """)
    void whatIsWrongIsNamedByPath(String file, String field) {
        yaml(file, "")
                .post("/v1/import")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("violations.field", hasItem(field));
    }

    @ParameterizedTest
    @CsvSource({
        "transport=soap, transport",
        "transport=files, directory",
        "group=a/b, group",
        "inline_routes=maybe, inline_routes",
        "dry_run=maybe, dry_run"
    })
    void aBadParameterIsNamed(String query, String parameter) {
        take("parameters", "?" + query).statusCode(400).body("violations.field", contains(parameter));
    }

    @Test
    void whatIsNoYamlIsRefused() {
        yaml("{", "").post("/v1/import").then().statusCode(400);
        yaml("", "").post("/v1/import").then().statusCode(400);
        given().contentType("text/plain").body("x").post("/v1/import").then().statusCode(415);
    }

    @Test
    void neitherDoesOneThatIsSentWithoutAnyUnlessItComesFromAPage() throws Exception {
        var file = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/v1/import?dry_run=true"))
                .POST(BodyPublishers.ofString(FILE.replace("$NAME", "bare")));
        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(file.build(), BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
            file.header("Origin", "https://elsewhere.example");
            assertThat(client.send(file.build(), BodyHandlers.discarding()).statusCode())
                    .isEqualTo(415);
        }
    }

    private static ValidatableResponse take(String name, String query) {
        return yaml(FILE, name).post("/v1/import" + query).then();
    }

    /** A file of which nothing is said; REST Assured would make a form of it. */
    private static RequestSpecification asCurl(String name) {
        EncoderConfig asItIs = encoderConfig()
                .encodeContentTypeAs(FileFormat.UNSAID, ContentType.TEXT)
                .appendDefaultContentCharsetToContentTypeIfUndefined(false);
        return given().config(config().encoderConfig(asItIs))
                .contentType(FileFormat.UNSAID)
                .body(FILE.replace("$NAME", name));
    }

    /** As bytes: a text REST Assured would want to encode, and it knows no YAML. */
    private static RequestSpecification yaml(String yaml, String name) {
        return given().contentType("application/yaml")
                .body(yaml.replace("$NAME", name).getBytes(StandardCharsets.UTF_8));
    }
}
