package dev.roster.resource.api;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every test of the REST edge does. */
final class ResourceClient {
    static final String ONE = "/v1/resources/{type}/{name}";
    static final String YAML = "application/yaml";

    /** What a listener does with what it takes. */
    static final String FORWARDS = "filter_chains: [{filters: [{name: tcp, typed_config: {"
            + "\"@type\": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy,"
            + " stat_prefix: tcp, cluster: web}}]}]";

    private static final List<String> TYPES = List.of(
            "clusters",
            "endpoints",
            "listeners",
            "routes",
            "scoped-routes",
            "virtual-hosts",
            "secrets",
            "runtimes",
            "extension-configs");

    private ResourceClient() {}

    /** Removes every resource and service, also what other tests of the same application left behind. */
    static void forgetEverything() {
        List<String> services = given().get("/v1/services?limit=1000").path("items.name");
        services.forEach(service ->
                given().delete("/v1/services/{service}", service).then().statusCode(204));
        for (String type : TYPES) {
            for (String group = anyGroup(type); group != null; group = anyGroup(type)) {
                yaml("resources: []")
                        .queryParam("prune", true)
                        .queryParam("types", type)
                        .queryParam("group", group)
                        .post("/v1/resources")
                        .then()
                        .statusCode(200);
            }
        }
    }

    private static @Nullable String anyGroup(String type) {
        return given().get("/v1/resources/{type}?limit=1", type)
                .then()
                .statusCode(200)
                .extract()
                .path("items[0].group");
    }

    static RequestSpecification yaml(String body) {
        return sent(YAML, body);
    }

    /** As bytes: a text REST Assured would want to encode, and it knows no YAML. */
    static RequestSpecification sent(String format, String body) {
        return given().contentType(format).body(body.getBytes(StandardCharsets.UTF_8));
    }

    static ValidatableResponse put(String type, String name, String yaml) {
        return yaml(yaml).put(ONE, type, name).then();
    }

    static ValidatableResponse apply(String yaml) {
        return yaml(yaml).post("/v1/resources").then();
    }

    static ValidatableResponse show(String type, String name) {
        return given().get(ONE, type, name).then();
    }

    /** A listener that keeps the rules, in one line of YAML. */
    static String listener(String name, String address) {
        return "{name: " + name + ", address: {socket_address: " + address + "}, " + FORWARDS + "}";
    }

    /** A cluster that keeps the rules. */
    static String cluster(String name, String timeout) {
        return """
                name: %s
                type: STATIC
                connect_timeout: %s
                """.formatted(name, timeout);
    }
}
