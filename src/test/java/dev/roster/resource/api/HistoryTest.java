package dev.roster.resource.api;

import static dev.roster.resource.api.ResourceClient.ONE;
import static dev.roster.resource.api.ResourceClient.YAML;
import static dev.roster.resource.api.ResourceClient.cluster;
import static dev.roster.resource.api.ResourceClient.put;
import static dev.roster.resource.api.ResourceClient.show;
import static dev.roster.resource.api.ResourceClient.yaml;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.roster.resource.RosterWithKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a resource was, who made it so, and the way back. */
@QuarkusTest
@TestProfile(RosterWithKeys.class)
class HistoryTest {
    @Inject
    Pool pool;

    @BeforeEach
    void forgetEverything() {
        ResourceClient.forgetEverything();
        pool.query("delete from resource_history").execute().await().indefinitely();
    }

    @Test
    void everyChangeIsKeptWithItsAuthor() {
        String first = put("clusters", "web", cluster("web", "1s")).extract().path("version");
        yaml(cluster("web", "2s"))
                .header("From", "ann@example.org")
                .put(ONE, "clusters", "web")
                .then()
                .statusCode(200);
        put("clusters", "web", cluster("web", "2s")).body("outcome", equalTo("unchanged"));
        given().header("From", "bob").delete(ONE, "clusters", "web").then().statusCode(204);

        history("web")
                .body("items.revision", contains(3, 2, 1))
                .body("items.outcome", contains("deleted", "put", "put"))
                .body("items.author", contains("bob", "ann@example.org", "anonymous"))
                .body("items[2].version", equalTo(first))
                .body("items[0].at", notNullValue());
    }

    @Test
    void anEarlierRevisionIsShownAsTheResourceItself() {
        String first = put("clusters", "web", cluster("web", "1s")).extract().path("version");
        put("clusters", "web", cluster("web", "2s")).statusCode(200);

        given().get(ONE + "/history/1", "clusters", "web")
                .then()
                .statusCode(200)
                .header("ETag", equalTo('"' + first + '"'))
                .body("connect_timeout", equalTo("1s"));
        given().accept(YAML)
                .get(ONE + "/history/2", "clusters", "web")
                .then()
                .statusCode(200)
                .body(containsString("connect_timeout: \"2s\""));
        given().get(ONE + "/history/3", "clusters", "web").then().statusCode(404);
    }

    @Test
    void aRollbackBringsAnEarlierRevisionBack() {
        String first = put("clusters", "web", cluster("web", "1s")).extract().path("version");
        put("clusters", "web", cluster("web", "2s")).statusCode(200);

        given().header("From", "ann")
                .post(ONE + "/rollback?to=1", "clusters", "web")
                .then()
                .statusCode(200)
                .header("ETag", equalTo('"' + first + '"'))
                .body("outcome", equalTo("changed"));

        show("clusters", "web").body("connect_timeout", equalTo("1s"));
        history("web")
                .body("items.outcome", contains("rolled_back", "put", "put"))
                .body("items[0].rolled_back_to", equalTo(1))
                .body("items[0].author", equalTo("ann"));
        put("clusters", "web", cluster("web", "3s")).statusCode(200);
        history("web").body("items[0].outcome", equalTo("put"));
    }

    @Test
    void aDeletedResourceComesBack() {
        put("clusters", "web", cluster("web", "1s")).statusCode(201);
        given().delete(ONE, "clusters", "web").then().statusCode(204);

        given().post(ONE + "/rollback?to=1&dry_run=true", "clusters", "web")
                .then()
                .statusCode(201);
        show("clusters", "web").statusCode(404);
        given().header("If-Match", "*")
                .post(ONE + "/rollback?to=1", "clusters", "web")
                .then()
                .statusCode(412);
        given().post(ONE + "/rollback?to=1", "clusters", "web").then().statusCode(201);
        show("clusters", "web").body("connect_timeout", equalTo("1s"));

        given().post(ONE + "/rollback?to=2", "clusters", "web")
                .then()
                .statusCode(409)
                .body("detail", containsString("revision 2 of clusters web says that it was deleted"));
        given().get(ONE + "/history/2", "clusters", "web").then().statusCode(409);
        given().post(ONE + "/rollback?to=9", "clusters", "web").then().statusCode(404);
        given().get(ONE + "/history", "clusters", "nobody").then().statusCode(404);
    }

    @Test
    void eachGroupHasItsOwnHistory() {
        put("clusters", "web", cluster("web", "1s")).statusCode(201);
        yaml(cluster("web", "2s"))
                .put(ONE + "?group=edge", "clusters", "web")
                .then()
                .statusCode(201);

        history("web").body("items", hasSize(1));
        given().get(ONE + "/history?group=edge", "clusters", "web").then().body("items.revision", contains(1));
    }

    @Test
    void aRollbackIsHeldAgainstTheRulesOfNow() {
        pool.query(
                        "insert into resource (type, name, body) values ('clusters', 'odd', '{\"name\": \"odd\","
                                + " \"lb_policy\": \"RING_HASH\", \"ring_hash_lb_config\": {\"maximum_ring_size\": 99999999999}}')")
                .execute()
                .await()
                .indefinitely();

        given().post(ONE + "/rollback?to=1", "clusters", "odd")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("ring_hash_lb_config.maximum_ring_size"));
    }

    private static ValidatableResponse history(String cluster) {
        return given().get(ONE + "/history", "clusters", cluster).then().statusCode(200);
    }
}
