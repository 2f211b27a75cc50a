package dev.roster.resource.api;

import static dev.roster.resource.api.ResourceClient.ONE;
import static dev.roster.resource.api.ResourceClient.apply;
import static dev.roster.resource.api.ResourceClient.sent;
import static dev.roster.resource.api.ResourceClient.show;
import static dev.roster.resource.api.ResourceClient.yaml;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.roster.resource.RosterWithKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files that an Envoy reads from disk: all of a list or nothing. */
@QuarkusTest
@TestProfile(RosterWithKeys.class)
class ApplyTest {
    private static final String FILE = """
            version_info: "7"
            resources:
            - "@type": type.googleapis.com/envoy.config.cluster.v3.Cluster
              name: web
              type: STRICT_DNS
              connect_timeout: 0.25s
              load_assignment:
                cluster_name: web
                endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: web, port_value: 80}}}}]}]
            - "@type": type.googleapis.com/envoy.config.cluster.v3.Cluster
              name: shop
              type: STATIC
            - "@type": type.googleapis.com/envoy.config.route.v3.RouteConfiguration
              name: local
              virtual_hosts:
              - {name: all, domains: ["*"], routes: [{match: {prefix: /}, route: {cluster: web}}]}
            - "@type": type.googleapis.com/envoy.service.discovery.v3.Resource
              name: local/shop
              ttl: 10s
              resource:
                "@type": type.googleapis.com/envoy.config.route.v3.VirtualHost
                name: shop
                domains: [shop.example]
            """;

    @Inject
    Pool pool;

    @BeforeEach
    void forgetEverything() {
        ResourceClient.forgetEverything();
    }

    @AfterEach
    void countNoMore() {
        execute("drop table if exists statement_count cascade");
        execute("drop function if exists count_statement cascade");
    }

    @Test
    void aFileIsAppliedAsItIs() {
        apply(FILE)
                .statusCode(200)
                .body("dry_run", equalTo(false))
                .body("created", equalTo(4))
                .body("resources.type", contains("clusters", "clusters", "routes", "virtual-hosts"))
                .body("resources.name", contains("web", "shop", "local", "local/shop"))
                .body("resources.outcome", contains("created", "created", "created", "created"));
        show("virtual-hosts", "local/shop").body("ttl", equalTo("10s"));

        apply(FILE.replace("0.25s", "0.5s"))
                .statusCode(200)
                .body("created", equalTo(0))
                .body("changed", equalTo(1))
                .body("unchanged", equalTo(3))
                .body("resources.outcome", contains("changed", "unchanged", "unchanged", "unchanged"));
    }

    @Test
    void jsonAndAnEmptyListAreTakenToo() {
        sent(
                        "application/json",
                        "{\"resources\":[{\"@type\":\"type.googleapis.com/envoy.config.cluster.v3.Cluster\","
                                + "\"name\":\"web\",\"type\":\"STATIC\"}]}")
                .post("/v1/resources")
                .then()
                .statusCode(200)
                .body("resources.outcome", contains("created"));
        apply("resources: []").statusCode(200).body("resources", empty());
        apply("resources:").statusCode(200).body("resources", empty());
        show("clusters", "web").statusCode(200);
    }

    @Test
    void pruningRemovesWhatTheListDoesNotNameOfItsTypesAndItsGroup() {
        apply(FILE).statusCode(200);
        yaml(FILE).post("/v1/resources?group=edge").then().statusCode(200);

        yaml("resources:\n- {\"@type\": type.googleapis.com/envoy.config.cluster.v3.Cluster, name: shop, type: STATIC}")
                .post("/v1/resources?prune=true")
                .then()
                .statusCode(200)
                .body("removed", equalTo(1))
                .body("resources.name", contains("shop", "web"))
                .body("resources.outcome", contains("unchanged", "removed"));

        show("clusters", "web").statusCode(404);
        show("routes", "local").statusCode(200);
        given().get(ONE + "?group=edge", "clusters", "web").then().statusCode(200);
    }

    @Test
    void pruningNamesTheTypesThatTheListIsEmptyOf() {
        apply(FILE).statusCode(200);
        yaml("resources: []")
                .post("/v1/resources?prune=true&types=clusters,routes")
                .then()
                .statusCode(200)
                .body("removed", equalTo(3));
        given().get("/v1/resources/clusters").then().body("items", empty());
        show("virtual-hosts", "local/shop").statusCode(200);
        yaml("resources: []").post("/v1/resources?types=clusters").then().statusCode(400);
        yaml("resources: []")
                .post("/v1/resources?prune=true&types=boats")
                .then()
                .statusCode(400);
        yaml("resources: []").post("/v1/resources?prune=perhaps").then().statusCode(400);
    }

    @Test
    void oneBadResourceKeepsAllFromBeingStored() {
        apply(FILE.replace("name: shop\n  type: STATIC", "name: shop\n  type: STATIC\n  no_such_field: 1"))
                .statusCode(422)
                .body("violations.field", contains("resources[1].no_such_field"));
        apply(FILE.replace("shop.example]", "]"))
                .statusCode(422)
                .body("violations.field", contains("resources[3].resource.domains"));
        given().get("/v1/resources/clusters").then().body("items", empty());
    }

    @Test
    void aDryRunSaysWhatWouldHappenAndStoresNothing() {
        yaml(FILE)
                .post("/v1/resources?dry_run=true")
                .then()
                .statusCode(200)
                .body("dry_run", equalTo(true))
                .body("created", equalTo(4));
        given().get("/v1/resources/clusters").then().body("items", empty());
    }

    @Test
    void aReferenceWithinTheListLeadsSomewhereUnlessItIsPruned() {
        yaml(FILE).post("/v1/resources?dry_run=true").then().body("resources.warnings.flatten()", empty());
        apply(FILE).body("resources.warnings.flatten()", empty());

        String without = FILE.substring(0, FILE.indexOf("- "))
                + FILE.substring(FILE.indexOf("- \"@type\": type.googleapis.com/envoy.config.route"));
        for (String dry : new String[] {"&dry_run=true", ""}) {
            yaml(without)
                    .post("/v1/resources?prune=true&types=clusters" + dry)
                    .then()
                    .statusCode(200)
                    .body("removed", equalTo(2))
                    .body("resources[0].warnings.value", contains("web"));
        }
    }

    @Test
    void twoOfOneNameAreRefused() {
        apply("resources:\n" + listed(1) + listed(2) + listed(1))
                .statusCode(422)
                .body("violations.field", contains("resources[2]"))
                .body("violations[0].rule", equalTo("must not occur twice in one list, see resources[0]"));
    }

    @Test
    void P54_aScopeKeyThatClashesWithAStoredOneIsRefused() {
        String scope = """
                resources:
                - "@type": type.googleapis.com/envoy.config.route.v3.ScopedRouteConfiguration
                  name: %s
                  route_configuration_name: local
                  key: {fragments: [{string_key: shop}]}
                """;
        apply(scope.formatted("one")).statusCode(200);
        apply(scope.formatted("two"))
                .statusCode(409)
                .body("violations.field", contains("resources[0].key"))
                .body("violations[0].value", equalTo("shop"));
        yaml(scope.formatted("two")).post("/v1/resources?group=edge").then().statusCode(409);
        yaml(scope.formatted("two")).post("/v1/resources?prune=true").then().statusCode(200);
        given().get("/v1/resources/scoped-routes").then().body("items.name", contains("two"));
    }

    @Test
    void tenThousandClustersAreOneTransactionAndOneStatement() {
        execute("create table statement_count (what text)");
        execute("""
                create function count_statement() returns trigger language plpgsql as $$
                begin insert into statement_count values (tg_op); return null; end $$
                """);
        for (String what : new String[] {"insert", "update", "delete"}) {
            execute(
                    "create trigger count_%1$s after %1$s on resource for each statement execute function count_statement()"
                            .formatted(what));
        }
        execute("delete from change");
        execute("delete from resource_history");
        String clusters = "resources:\n"
                + IntStream.range(0, 10_000).mapToObj(ApplyTest::listed).collect(Collectors.joining());

        apply(clusters).statusCode(200).body("created", equalTo(10_000)).body("resources", hasSize(10_000));

        assertThat(number("select count(*) from change where kind = 'resource'"))
                .isEqualTo(10_000);
        assertThat(number("select count(distinct xid) from change where kind = 'resource'"))
                .isEqualTo(1);
        assertThat(number("select count(*) from resource_history")).isEqualTo(10_000);
        assertThat(number("select count(*) from statement_count")).isEqualTo(1);

        apply(clusters.replace("name: c7\n", "name: c7\n  connect_timeout: 9s\n"))
                .statusCode(200)
                .body("changed", equalTo(1))
                .body("unchanged", equalTo(9_999));

        assertThat(number("select count(*) from change where kind = 'resource'"))
                .isEqualTo(10_001);
        assertThat(number("select count(*) from resource_history")).isEqualTo(10_001);
        assertThat(number("select count(*) from statement_count")).isEqualTo(2);

        yaml("resources: []")
                .post("/v1/resources?prune=true&types=clusters")
                .then()
                .statusCode(200)
                .body("removed", equalTo(10_000));
        assertThat(number("select count(*) from statement_count")).isEqualTo(3);
    }

    @Test
    void moreThanTenThousandAreRefused() {
        apply("resources:\n" + "- {}\n".repeat(10_001))
                .statusCode(422)
                .body("violations", hasSize(1))
                .body("violations[0].rule", equalTo("must not hold more than 10000 items"));
    }

    private static String listed(int number) {
        return "- \"@type\": type.googleapis.com/envoy.config.cluster.v3.Cluster\n  name: c" + number
                + "\n  type: STATIC\n";
    }

    private void execute(String sql) {
        pool.query(sql).execute().await().indefinitely();
    }

    private long number(String sql) {
        return pool.query(sql)
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }
}
