package dev.roster.bootstrap.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.not;

import dev.roster.resource.RosterWithKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Services that imports make, among what else there is; each test has names of its own. */
@QuarkusTest
@TestProfile(RosterWithKeys.class)
class ImportedServiceTest {
    @Inject
    Pool pool;

    /** Settings of a service are shown, and are those of all nodes. */
    @Test
    void aPasswordStaysWithItsNodesAndIsNotShown() {
        file("secretive", """
                typed_extension_protocol_options:
                  envoy.filters.network.redis_proxy:
                    "@type": type.googleapis.com/envoy.extensions.filters.network.redis_proxy.v3.RedisProtocolOptions
                    auth_password: {inline_string: hunter2}
                """)
                .post("/v1/import")
                .then()
                .statusCode(200)
                .body("items.type", contains("services", "clusters"))
                .body("warnings.reason", contains(containsString("holds a key or password")));

        given().get("/v1/services/secretive").then().body(not(containsString("hunter2")));
        given().get("/v1/resources/clusters/secretive?group=secretive")
                .then()
                .statusCode(200)
                .body(containsString("redis_proxy"))
                .body(not(containsString("hunter2")));
    }

    @Test
    void settingsThatNoServiceTakesAreNamedByPath() {
        file("unsettled", "eds_cluster_config: {service_name: other}")
                .post("/v1/import")
                .then()
                .statusCode(422)
                .body("violations.field", contains("static_resources.clusters[0].eds_cluster_config"));
    }

    @ParameterizedTest
    @CsvSource({"clusters, before-own", "clusters, ''", "endpoints, before-own", "endpoints, ''"})
    void aWrittenResourceThatStandsBeforeAServiceIsNamed(String type, String group) {
        String name = "before-" + type + (group.isEmpty() ? "-all" : "");
        String path = "/v1/resources/" + type + "/" + name + "?group=" + group;
        yaml(type.equals("clusters") ? "{name: $NAME, connect_timeout: 1s}" : "{cluster_name: $NAME}", name)
                .put(path)
                .then()
                .statusCode(201);

        file(name, "")
                .post("/v1/import?group=before-own")
                .then()
                .statusCode(409)
                .body("violations.field", contains("static_resources.clusters[0]"))
                .body("violations.value", contains(name))
                .body(
                        "violations.rule",
                        contains(allOf(
                                containsString(type),
                                containsString(group),
                                containsString("stands before a service"))));
        given().get("/v1/services/" + name).then().statusCode(404);

        given().delete(path).then().statusCode(204);
        file(name, "").post("/v1/import?group=before-own").then().statusCode(200);
    }

    @Test
    void whatStandsBeforeAServiceForOtherNodesIsNoConflict() {
        yaml("{name: $NAME, connect_timeout: 1s}", "elsewhere")
                .put("/v1/resources/clusters/elsewhere?group=others")
                .then()
                .statusCode(201);

        file("elsewhere", "").post("/v1/import").then().statusCode(200);
    }

    /** A cluster that the file brings itself leads to the service. */
    @Test
    void aClusterOfItsOwnIsComparedAsAResource() {
        String own = "lrs_server: {self: {}}";
        file("brought", own)
                .post("/v1/import")
                .then()
                .statusCode(200)
                .body("items.type", contains("services", "clusters"));
        file("brought", own)
                .post("/v1/import")
                .then()
                .statusCode(200)
                .body("items.outcome", everyItem(equalTo("unchanged")));
        yaml("{cluster_name: $NAME}", "brought")
                .put("/v1/resources/endpoints/brought?group=brought")
                .then()
                .statusCode(201);

        file("brought", own)
                .post("/v1/import")
                .then()
                .statusCode(409)
                .body("violations.rule", contains(containsString("endpoints")));
    }

    /** What somebody else writes while an import goes on comes after the comparison. */
    @Test
    void aListenerThatIsWrittenMeanwhileIsNamedAndWhatIsStoredIsSaid() {
        execute("""
                create function write_listener() returns trigger language plpgsql as $$
                begin
                  insert into resource (type, node_group, name, body) values ('listeners', 'raced', 'raced', '{}')
                  on conflict do nothing;
                  return null;
                end $$
                """);
        execute(
                "create trigger write_listener after insert on service for each statement execute function write_listener()");
        try {
            yaml("""
                    node: {id: $NAME-1, cluster: $NAME}
                    static_resources:
                      clusters:
                      - name: $NAME
                        load_assignment: {cluster_name: x, endpoints: [{lb_endpoints: [
                          {endpoint: {address: {socket_address: {address: 10.0.0.1, port_value: 80}}}}]}]}
                      listeners:
                      - name: $NAME
                        address: {socket_address: {address: 127.0.0.1, port_value: 10000}}
                        filter_chains: [{filters: [{name: tcp, typed_config: {stat_prefix: tcp, cluster: $NAME,
                          "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy}}]}]
                    """, "raced")
                    .post("/v1/import")
                    .then()
                    .statusCode(409)
                    .body("violations.value", contains("raced"))
                    .body("violations.rule", contains(containsString("services of the file are stored")));
        } finally {
            execute("drop function write_listener cascade");
            execute("delete from resource where node_group = 'raced'");
        }
        given().get("/v1/services/raced").then().statusCode(200);
    }

    private void execute(String sql) {
        pool.query(sql).execute().await().indefinitely();
    }

    /** A file with one cluster, whose endpoints can be registered; the group has its name. */
    private static RequestSpecification file(String name, String settings) {
        String cluster = "- name: $NAME\n  load_assignment: {cluster_name: x, endpoints: [{lb_endpoints: ["
                + "{endpoint: {address: {socket_address: {address: 10.0.0.1, port_value: 80}}}}]}]}\n"
                + settings.indent(2);
        return yaml("node: {id: $NAME-1, cluster: $NAME}\nstatic_resources:\n  clusters:\n" + cluster.indent(2), name);
    }

    /** As bytes: a text REST Assured would want to encode, and it knows no YAML. */
    private static RequestSpecification yaml(String yaml, String name) {
        return given().contentType("application/yaml")
                .body(yaml.replace("$NAME", name).getBytes(StandardCharsets.UTF_8));
    }
}
