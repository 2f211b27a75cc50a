package dev.roster.resource.api;

import static dev.roster.resource.api.ResourceClient.ONE;
import static dev.roster.resource.api.ResourceClient.YAML;
import static dev.roster.resource.api.ResourceClient.cluster;
import static dev.roster.resource.api.ResourceClient.put;
import static dev.roster.resource.api.ResourceClient.sent;
import static dev.roster.resource.api.ResourceClient.show;
import static dev.roster.resource.api.ResourceClient.yaml;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.roster.resource.RosterWithKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One resource over REST. */
@QuarkusTest
@TestProfile(RosterWithKeys.class)
class ResourceTest {
    @BeforeEach
    void forgetEverything() {
        ResourceClient.forgetEverything();
    }

    @Test
    void aResourceIsCreatedThenChangedThenLeftAsItIs() {
        put("clusters", "web", cluster("web", "1s"))
                .statusCode(201)
                .body("type", equalTo("clusters"))
                .body("name", equalTo("web"))
                .body("group", equalTo(""))
                .body("outcome", equalTo("created"))
                .body("warnings", hasSize(0));
        String version = put("clusters", "web", cluster("web", "2s"))
                .statusCode(200)
                .body("outcome", equalTo("changed"))
                .extract()
                .path("version");
        put("clusters", "web", "connect_timeout: 2.000s\ntype: STATIC\nname: web\n")
                .statusCode(200)
                .header("ETag", equalTo('"' + version + '"'))
                .body("outcome", equalTo("unchanged"));
        show("clusters", "web")
                .statusCode(200)
                .contentType(ContentType.JSON)
                .header("ETag", equalTo('"' + version + '"'))
                .body("'@type'", equalTo("type.googleapis.com/envoy.config.cluster.v3.Cluster"))
                .body("connect_timeout", equalTo("2s"));
    }

    @Test
    void whatWasWrittenIsServedWhenTheAnswerIsThere() {
        put("clusters", "web", cluster("web", "1s")).statusCode(201);

        given().body("{\"resource_names\":[\"web\"]}")
                .post("/v3/discovery:clusters")
                .then()
                .body("resources.name", contains("web"));

        given().delete(ONE, "clusters", "web").then().statusCode(204);

        given().body("{\"resource_names\":[\"web\"]}")
                .post("/v3/discovery:clusters")
                .then()
                .body("resources", nullValue());
        show("clusters", "web").statusCode(404).body("type", equalTo("urn:roster:problem:unknown-resource"));
        given().delete(ONE, "clusters", "web").then().statusCode(404);
    }

    @Test
    void theVersionThatClientsSeeIsTheETag() {
        String version = put("clusters", "web", cluster("web", "1s")).extract().path("version");
        String served = given().body("{\"resource_names\":[\"web\"]}")
                .post("/v3/discovery:clusters")
                .then()
                .extract()
                .path("version_info");

        put("clusters", "web", cluster("web", "9s")).statusCode(200);
        put("clusters", "web", cluster("web", "1s")).body("version", equalTo(version));

        given().body("{\"resource_names\":[\"web\"],\"version_info\":\"" + served + "\"}")
                .post("/v3/discovery:clusters")
                .then()
                .statusCode(304);
    }

    @Test
    void whatIsShownCanBeEditedAndPutAgainInBothFormats() {
        put("listeners", "edge", LISTENER).statusCode(201);
        for (String format : new String[] {YAML, "text/yaml", "application/x-yaml", "application/json"}) {
            String shown = given().accept(format)
                    .get(ONE, "listeners", "edge")
                    .then()
                    .statusCode(200)
                    .contentType(startsWith(format))
                    .extract()
                    .asString();
            assertThat(shown)
                    .contains("typed_config", "http_connection_manager.v3.HttpConnectionManager", "stat_prefix");

            sent(format, shown)
                    .put(ONE, "listeners", "edge")
                    .then()
                    .statusCode(200)
                    .body("outcome", equalTo("unchanged"));
            sent(format, shown.replace("ingress", "egress"))
                    .put(ONE, "listeners", "edge")
                    .then()
                    .statusCode(200)
                    .body("outcome", equalTo("changed"));
            put("listeners", "edge", LISTENER).body("outcome", equalTo("changed"));
        }
    }

    private static final String LISTENER = """
            name: edge
            address: {socket_address: {address: 0.0.0.0, port_value: 10000}}
            filter_chains:
            - filters:
              - name: hcm
                typed_config:
                  "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                  stat_prefix: ingress
                  route_config: {name: local, virtual_hosts: []}
                  http_filters:
                  - name: router
                    typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
            """;

    @Test
    void otherFormatsAreNeitherTakenNorGiven() {
        put("clusters", "web", cluster("web", "1s")).statusCode(201);
        given().accept("text/csv").get(ONE, "clusters", "web").then().statusCode(406);
        given().contentType("text/plain")
                .body("x")
                .put(ONE, "clusters", "web")
                .then()
                .statusCode(415);
    }

    @Test
    void aNameMayHoldSlashes() {
        String name = "xdstp://authority/envoy.config.cluster.v3.Cluster/shop/cart";
        put("clusters", name, cluster('"' + name + '"', "1s")).statusCode(201);

        show("clusters", name).statusCode(200).body("name", equalTo(name));
        given().get("/v1/resources/clusters").then().body("items.name", contains(name));
        given().get(ONE + "/history", "clusters", name).then().statusCode(200);
        given().delete(ONE, "clusters", name).then().statusCode(204);
    }

    @Test
    void aGroupsResourceStandsBesideTheOneForEveryone() {
        put("clusters", "web", cluster("web", "1s")).statusCode(201);
        yaml(cluster("web", "7s"))
                .put(ONE + "?group=edge", "clusters", "web")
                .then()
                .statusCode(201)
                .body("group", equalTo("edge"));

        show("clusters", "web").body("connect_timeout", equalTo("1s"));
        given().get(ONE + "?group=edge", "clusters", "web").then().body("connect_timeout", equalTo("7s"));
        given().get(ONE + "?group=other", "clusters", "web").then().statusCode(404);
        given().get("/v1/resources/clusters").then().body("items.group", contains("", "edge"));
        given().get("/v1/resources/clusters?group=edge").then().body("items.group", contains("edge"));
    }

    @Test
    void resourcesAreListedPageByPageAndByPrefix() {
        for (String name : new String[] {"a1", "a2", "b_1", "b%1"}) {
            yaml(cluster('"' + name + '"', "1s"))
                    .put(ONE, "clusters", name)
                    .then()
                    .statusCode(201);
        }
        yaml(cluster("a3", "1s"))
                .put(ONE + "?group=edge", "clusters", "a3")
                .then()
                .statusCode(201);

        String next = given().get("/v1/resources/clusters?limit=3")
                .then()
                .body("items", hasSize(3))
                .extract()
                .path("next");
        given().queryParam("cursor", next)
                .get("/v1/resources/clusters?limit=3")
                .then()
                .body("items", hasSize(2))
                .body("next", nullValue());
        given().get("/v1/resources/clusters?prefix=a").then().body("items.name", contains("a1", "a2", "a3"));
        given().queryParam("prefix", "b_").get("/v1/resources/clusters").then().body("items.name", contains("b_1"));
        given().queryParam("prefix", "b%").get("/v1/resources/clusters").then().body("items.name", contains("b%1"));
        given().get("/v1/resources/listeners").then().body("items", hasSize(0));
    }

    @Test
    void aListItemShowsTheVersionAndWhatClientsMadeOfIt() {
        String version = put("clusters", "web", cluster("web", "1s")).extract().path("version");
        given().get("/v1/resources/clusters")
                .then()
                .body("items[0].version", equalTo(version))
                .body("items[0].clients.accepted", equalTo(0))
                .body("items[0].clients.rejected", equalTo(0));
        given().get(ONE + "/status", "clusters", "web")
                .then()
                .statusCode(200)
                .body("rejected", equalTo(0))
                .body("reasons", hasSize(0));
        given().get(ONE + "/status", "clusters", "none").then().statusCode(404);
    }

    @Test
    void aReferenceThatLeadsNowhereIsAWarning() {
        String route =
                "name: local\nvirtual_hosts: [{name: all, domains: ['*'], routes: [{match: {prefix: /}, route: {cluster: web}}]}]";
        put("routes", "local", route)
                .statusCode(201)
                .body("warnings.field", contains("virtual_hosts[0].routes[0].route.cluster"))
                .body("warnings[0].value", equalTo("web"))
                .body("warnings[0].reason", containsString("leads nowhere"));
        put("clusters", "web", cluster("web", "1s")).statusCode(201);
        put("routes", "local", route).body("outcome", equalTo("unchanged")).body("warnings", hasSize(0));

        given().delete(ONE, "clusters", "web").then().statusCode(204);
        yaml(cluster("web", "1s"))
                .put(ONE + "?group=edge", "clusters", "web")
                .then()
                .statusCode(201);
        put("routes", "local", route).body("warnings", hasSize(1));
        yaml(route).put(ONE + "?group=edge", "routes", "local").then().body("warnings", hasSize(0));
    }

    @Test
    void whatAServiceYieldsIsFoundToo() {
        given().contentType(ContentType.JSON)
                .body("{}")
                .put("/v1/services/yielded")
                .then()
                .statusCode(201);

        put(
                        "routes",
                        "local",
                        "name: local\nvirtual_hosts: [{name: all, domains: ['*'],"
                                + " routes: [{match: {prefix: /}, route: {cluster: yielded}}]}]")
                .body("warnings", hasSize(0));

        given().delete("/v1/services/yielded").then().statusCode(204);
    }

    @Test
    void aResourceWithATimeToLiveStandsInEnvoysWrapper() {
        String wrapped = """
                "@type": type.googleapis.com/envoy.service.discovery.v3.Resource
                name: web
                ttl: 30s
                resource:
                  "@type": type.googleapis.com/envoy.config.cluster.v3.Cluster
                  name: web
                  type: STATIC
                """;
        String version =
                put("clusters", "web", wrapped).statusCode(201).extract().path("version");
        show("clusters", "web")
                .body("'@type'", equalTo("type.googleapis.com/envoy.service.discovery.v3.Resource"))
                .body("name", equalTo("web"))
                .body("ttl", equalTo("30s"))
                .body("resource.name", equalTo("web"));
        given().get("/v1/resources/clusters").then().body("items[0].ttl", equalTo("30s"));
        put("clusters", "web", wrapped).body("outcome", equalTo("unchanged")).body("version", equalTo(version));

        put("clusters", "web", wrapped.replace("30s", "0.5s")).body("outcome", equalTo("changed"));
        show("clusters", "web").body("ttl", equalTo("0.500s"));
        put("clusters", "web", "name: web\ntype: STATIC").body("outcome", equalTo("changed"));
        show("clusters", "web").body("ttl", nullValue());
    }

    @Test
    void aVirtualHostIsNamedAfterItsRouteConfiguration() {
        put("virtual-hosts", "local/shop", "name: shop\ndomains: [shop.example]")
                .statusCode(201)
                .body("name", equalTo("local/shop"));
        String shown = given().accept(YAML)
                .get(ONE, "virtual-hosts", "local/shop")
                .then()
                .statusCode(200)
                .body(containsString("name: \"local/shop\""))
                .extract()
                .asString();
        put("virtual-hosts", "local/shop", shown).body("outcome", equalTo("unchanged"));
        put("virtual-hosts", "local/cart", "name: local/cart\ndomains: [cart.example]")
                .statusCode(201);
        put("virtual-hosts", "local/other", "name: local/cart\ndomains: [cart.example]")
                .statusCode(422);
        put("virtual-hosts", "shop", "name: shop\ndomains: [shop.example]")
                .statusCode(422)
                .body("violations[0].field", equalTo("name"))
                .body("violations[0].rule", containsString("<route configuration>/<host>"));
    }

    @Test
    void theNameInTheBodyIsTheNameInThePath() {
        put("clusters", "web", cluster("shop", "1s"))
                .statusCode(422)
                .body("violations[0].field", equalTo("name"))
                .body("violations[0].value", equalTo("shop"))
                .body("violations[0].rule", containsString("web"));
        put("endpoints", "web", "cluster_name: shop")
                .statusCode(422)
                .body("violations[0].field", equalTo("cluster_name"));
    }

    @Test
    void aDryRunSaysWhatWouldHappenAndStoresNothing() {
        yaml(cluster("trial", "1s"))
                .put(ONE + "?dry_run=true", "clusters", "trial")
                .then()
                .statusCode(201)
                .body("outcome", equalTo("created"));
        show("clusters", "trial").statusCode(404);
        given().get(ONE + "/history", "clusters", "trial").then().statusCode(404);

        put("clusters", "web", cluster("web", "1s")).statusCode(201);
        yaml(cluster("web", "2s"))
                .put(ONE + "?dry_run=true", "clusters", "web")
                .then()
                .statusCode(200)
                .body("outcome", equalTo("changed"))
                .body("version", notNullValue());
        given().delete(ONE + "?dry_run=true", "clusters", "web")
                .then()
                .statusCode(200)
                .body("outcome", equalTo("removed"));
        show("clusters", "web").body("connect_timeout", equalTo("1s"));
        yaml("name: web\nno_such_field: 1")
                .put(ONE + "?dry_run=true", "clusters", "web")
                .then()
                .statusCode(422);
    }
}
