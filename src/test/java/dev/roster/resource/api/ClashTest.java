package dev.roster.resource.api;

import static dev.roster.resource.api.ResourceClient.FORWARDS;
import static dev.roster.resource.api.ResourceClient.ONE;
import static dev.roster.resource.api.ResourceClient.show;
import static dev.roster.resource.api.ResourceClient.yaml;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.roster.resource.RosterWithKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two resources each of which an Envoy takes, and of which it refuses one beside the other. */
@QuarkusTest
@TestProfile(RosterWithKeys.class)
class ClashTest {
    private static final String ALL = "";

    @Inject
    Pool pool;

    @BeforeEach
    void forgetEverything() {
        ResourceClient.forgetEverything();
    }

    @Test
    void P54_scopesWithOneKeyClash() {
        scope(ALL, "one", "shop").statusCode(201);
        scope(ALL, "two", "shop")
                .statusCode(409)
                .body("violations", hasSize(1))
                .body("violations[0].field", equalTo("key"))
                .body("violations[0].value", equalTo("shop"))
                .body("violations[0].rule", equalTo("must not be that of one"));
        show("scoped-routes", "two").statusCode(404);
    }

    @Test
    void P54_aKeyIsAllOfItsFragments() {
        scope(ALL, "one", "a").statusCode(201);
        scope(ALL, "two", "a", "b").statusCode(201);
        scope(ALL, "three", "b", "a").statusCode(201);
        scope(ALL, "four", "a, b").statusCode(201);
        scope(ALL, "five", "a", "b").statusCode(409).body("violations.value", contains("a, b"));
    }

    @Test
    void P54_scopesThatNoNodeGetsTogetherDoNotClash() {
        scope("blue", "one", "a").statusCode(201);
        scope("green", "two", "a").statusCode(201);
    }

    @Test
    void P54_aScopeOfAGroupClashesWithOneForEveryoneWhicheverComesFirst() {
        scope(ALL, "one", "a").statusCode(201);
        scope("blue", "two", "a").statusCode(409).body("violations[0].rule", equalTo("must not be that of one"));
        scope("blue", "three", "b").statusCode(201);
        scope("green", "three", "b").statusCode(201);
        scope(ALL, "four", "b").statusCode(409).body("violations", hasSize(1));
        scope(ALL, "one", "b").statusCode(409);
    }

    @Test
    void P54_unlessTheGroupHasItsOwnInItsPlace() {
        scope(ALL, "one", "a").statusCode(201);
        scope("blue", "one", "b").statusCode(201);
        scope("blue", "two", "a").statusCode(201);
        scope(ALL, "one", "a, c").statusCode(200);
        scope(ALL, "one", "a").statusCode(200);
        scope("green", "one", "c").statusCode(201);
        scope("green", "two", "a").statusCode(201);
    }

    @Test
    void listenersOnOneAddressClash() {
        listener(ALL, "one", "{address: 127.0.0.1, port_value: 80}").statusCode(201);
        listener(ALL, "two", "{address: 127.0.0.1, port_value: 80}")
                .statusCode(409)
                .body("violations[0].field", equalTo("address"))
                .body("violations[0].value", equalTo("127.0.0.1:80"));
        listener(ALL, "two", "{address: 127.0.0.2, port_value: 80}").statusCode(201);
        listener(ALL, "one", "{address: 127.0.0.1, port_value: 81}").statusCode(200);
        listener(ALL, "two", "{address: 127.0.0.1, port_value: 80}").statusCode(200);
    }

    @Test
    void aFreePortIsNobodys() {
        listener(ALL, "one", "{address: 127.0.0.1, port_value: 0}").statusCode(201);
        listener(ALL, "two", "{address: 127.0.0.1, port_value: 0}").statusCode(201);
    }

    @Test
    void aNetworkNamespaceHasItsOwnAddresses() {
        String address = "{address: 127.0.0.1, port_value: 80, network_namespace_filepath: /var/run/netns/%s}";
        listener(ALL, "one", address.formatted("a")).statusCode(201);
        listener(ALL, "two", address.formatted("b")).statusCode(201);
        listener(ALL, "three", "{address: 127.0.0.1, port_value: 80}").statusCode(201);
        listener(ALL, "four", address.formatted("b"))
                .statusCode(409)
                .body("violations.rule", contains("must not be that of two"));
    }

    @Test
    void listenersOnOneUnixSocketClash() {
        String listener = "name: %s\naddress: {pipe: {path: /run/%s}}\n" + FORWARDS;
        write("listeners", ALL, "one", listener.formatted("one", "a")).statusCode(201);
        write("listeners", ALL, "two", listener.formatted("two", "b")).statusCode(201);
        write("listeners", ALL, "three", listener.formatted("three", "a"))
                .statusCode(409)
                .body("violations.field", contains("address"))
                .body("violations.value", contains("/run/a"));
    }

    @Test
    void anAdditionalAddressIsOneToo() {
        listener(ALL, "one", "{address: 127.0.0.1, port_value: 80}").statusCode(201);
        write("listeners", ALL, "two", """
                name: two
                address: {socket_address: {address: 127.0.0.1, port_value: 81}}
                additional_addresses:
                - address: {socket_address: {address: 127.0.0.2, port_value: 80}}
                - address: {socket_address: {address: 127.0.0.1, port_value: 80}}
                """ + FORWARDS)
                .statusCode(409)
                .body("violations.field", contains("additional_addresses[1].address"));
    }

    @Test
    void virtualHostsOfOneRouteConfigurationClashOnADomainHoweverTheyCome() {
        host("local/one", "a.example").statusCode(201);
        host("local/two", "b.example, A.example")
                .statusCode(409)
                .body("violations.field", contains("domains[1]"))
                .body("violations.value", contains("A.example"))
                .body("violations.rule", contains("must not be that of local/one"));
        host("other/two", "a.example").statusCode(201);
        yaml("resources:\n" + listedHost("local/three", "c.example") + listedHost("local/four", "a.example"))
                .post("/v1/resources")
                .then()
                .statusCode(409)
                .body("violations.field", contains("resources[1].resource.domains[0]"));
        yaml("resources:\n" + listedHost("local/three", "c.example") + listedHost("local/four", "c.example"))
                .post("/v1/resources")
                .then()
                .statusCode(409)
                .body("violations.field", contains("resources[1].resource.domains[0]"));
    }

    @Test
    void longClaimsDifferInTheirLastLetter() {
        String name = "é".repeat(3000);
        scope(ALL, "one", name + "a").statusCode(201);
        scope(ALL, "two", name + "b").statusCode(201);
        scope(ALL, "three", name + "a").statusCode(409);
    }

    @Test
    void aGroupsOwnStaysWhereItKeepsAwayOneForEveryoneThatClashes() {
        shadowed();
        for (String dry : List.of("&dry_run=true", "")) {
            given().delete(ONE + "?group=blue" + dry, "listeners", "main")
                    .then()
                    .statusCode(409)
                    .body("violations.field", contains("listeners/blue/main"))
                    .body("violations.value", contains("127.0.0.1:80"))
                    .body(
                            "violations.rule",
                            contains("must stay: without it the nodes of blue get the main for everyone, whose address"
                                    + " is that of other of the group blue"));
        }
        given().get(ONE + "?group=blue", "listeners", "main").then().statusCode(200);

        given().delete(ONE + "?group=blue", "listeners", "other").then().statusCode(204);
        given().delete(ONE + "?group=blue", "listeners", "main").then().statusCode(204);
    }

    @Test
    void pruningUncoversToo() {
        shadowed();
        String other = listedListener("other", 80);
        yaml("resources:\n" + other)
                .post("/v1/resources?group=blue&prune=true")
                .then()
                .statusCode(409)
                .body("violations.field", contains("listeners/blue/main"));
        given().get(ONE + "?group=blue", "listeners", "main").then().statusCode(200);

        yaml("resources:\n" + listedListener("other", 82))
                .post("/v1/resources?group=blue&prune=true")
                .then()
                .statusCode(200)
                .body("removed", equalTo(1));
        yaml("resources: []")
                .post("/v1/resources?group=blue&prune=true&types=listeners")
                .then()
                .statusCode(200);
    }

    @Test
    void movingAResourceToAnotherGroupIsRefusedWhereEitherEndClashes() {
        shadowed();
        listener("green", "third", "{address: 127.0.0.1, port_value: 81}").statusCode(201);
        listener("green", "main", "{address: 127.0.0.1, port_value: 81}").statusCode(409);
        given().delete(ONE + "?group=green", "listeners", "third").then().statusCode(204);
        listener("green", "main", "{address: 127.0.0.1, port_value: 81}").statusCode(201);
        given().delete(ONE + "?group=blue", "listeners", "main").then().statusCode(409);
        listener(ALL, "main", "{address: 127.0.0.1, port_value: 81}").statusCode(200);
        given().delete(ONE + "?group=blue", "listeners", "main").then().statusCode(204);
    }

    @Test
    void oneAddressServesTwoProtocols() {
        execute(
                "insert into resource (type, name, body) values ('listeners', 'one', '{\"address\": {\"socket_address\":"
                        + " {\"protocol\": \"UDP\", \"address\": \"127.0.0.1\", \"port_value\": 80}}}')");
        listener(ALL, "two", "{address: 127.0.0.1, port_value: 80}").statusCode(201);
    }

    @Test
    void whatIsWrittenWithPsqlCounts() {
        execute("insert into resource (type, name, body) values ('listeners', 'one',"
                + " '{\"address\": {\"socket_address\": {\"address\": \"127.0.0.1\", \"port_value\": 80}}}')");
        listener(ALL, "two", "{address: 127.0.0.1, port_value: 80}").statusCode(409);
        execute("update resource set body = jsonb_set(body, '{address,socket_address,port_value}', '81')");
        listener(ALL, "two", "{address: 127.0.0.1, port_value: 80}").statusCode(201);
        listener(ALL, "three", "{address: 127.0.0.1, port_value: 81}").statusCode(409);
    }

    private void execute(String sql) {
        pool.query(sql).execute().await().indefinitely();
    }

    /** Blue's own main stands before the one for everyone, which has the address of blue's other. */
    private static void shadowed() {
        listener(ALL, "main", "{address: 127.0.0.1, port_value: 80}").statusCode(201);
        listener("blue", "main", "{address: 127.0.0.1, port_value: 81}").statusCode(201);
        listener("blue", "other", "{address: 127.0.0.1, port_value: 80}").statusCode(201);
    }

    private static ValidatableResponse scope(String group, String name, String... fragments) {
        String key = List.of(fragments).stream()
                .map("{string_key: \"%s\"}"::formatted)
                .collect(Collectors.joining(", "));
        return write(
                "scoped-routes",
                group,
                name,
                "name: " + name + "\nroute_configuration_name: local\nkey: {fragments: [" + key + "]}");
    }

    private static ValidatableResponse listener(String group, String name, String address) {
        return write("listeners", group, name, ResourceClient.listener(name, address));
    }

    private static ValidatableResponse host(String name, String domains) {
        return yaml("name: " + name + "\ndomains: [" + domains + "]")
                .put(ONE, "virtual-hosts", name)
                .then();
    }

    private static ValidatableResponse write(String type, String group, String name, String yaml) {
        return yaml(yaml).queryParam("group", group).put(ONE, type, name).then();
    }

    private static String listedHost(String name, String domain) {
        return """
                - "@type": type.googleapis.com/envoy.service.discovery.v3.Resource
                  name: %1$s
                  resource: {"@type": type.googleapis.com/envoy.config.route.v3.VirtualHost, name: %1$s, domains: [%2$s]}
                """.formatted(name, domain);
    }

    private static String listedListener(String name, int port) {
        return """
                - "@type": type.googleapis.com/envoy.config.listener.v3.Listener
                  name: %s
                  address: {socket_address: {address: 127.0.0.1, port_value: %d}}
                  %s
                """.formatted(name, port, FORWARDS);
    }
}
