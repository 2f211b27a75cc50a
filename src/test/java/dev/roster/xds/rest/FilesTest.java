package dev.roster.xds.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.roster.RosterOnFreePorts;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(RosterOnFreePorts.class)
class FilesTest {
    @BeforeEach
    void register() {
        register("filed", 1);
        register("file/d", 1);
    }

    private static void register(String service, int weight) {
        given().contentType(ContentType.JSON)
                .body("{\"service\":\"" + service + "\",\"address\":\"10.0.0.1\",\"port_value\":8081,\"weight\":"
                        + weight + "}")
                .post("/endpoints");
    }

    @Test
    void aFileIsShownAsAnEnvoyReadsIt() {
        get("eds/filed.yaml")
                .then()
                .statusCode(200)
                .contentType("application/yaml")
                .header("ETag", startsWith("\""))
                .body(startsWith("version_info: "))
                .body(containsString("cluster_name: \"filed\""));
        get("cds.yaml").then().statusCode(200).body(containsString("path: \"/etc/envoy/roster/eds/filed.yaml\""));
        get("eds.yaml").then().statusCode(200).body(containsString("cluster_name: \"filed\""));
        get("lds.yaml").then().statusCode(200).body(containsString("resources: []"));
    }

    @Test
    void aGroupHasFilesOfItsOwnInAFolderOfItsOwn() {
        get("edge/cds.yaml").then().statusCode(200).body(containsString("/etc/envoy/roster/edge/eds/filed.yaml"));
        get("edge/eds/filed.yaml").then().statusCode(200).body(containsString("cluster_name: \"filed\""));
    }

    @Test
    void theNameOfAGroupIsPercentEncoded() {
        given().urlEncodingEnabled(false)
                .get("/v1/files/edge%252Feu/cds.yaml")
                .then()
                .statusCode(200)
                .body(containsString("/etc/envoy/roster/edge%2Feu/eds/filed.yaml"));
    }

    @Test
    void theFolderOnTheEnvoysMachineMayBeAnother() {
        given().queryParam("directory", "/xds")
                .get("/v1/files/cds.yaml")
                .then()
                .body(containsString("path: \"/xds/eds/filed.yaml\""))
                .header("ETag", not(equalTo(get("cds.yaml").header("ETag"))));
    }

    @Test
    void theIndexListsEveryFile() {
        String index = get("index.txt")
                .then()
                .statusCode(200)
                .contentType("text/plain")
                .extract()
                .asString();
        assertThat(index.lines().map(line -> line.substring(line.indexOf(' ') + 1)))
                .contains("cds.yaml", "lds.yaml", "srds.yaml", "eds.yaml", "eds/filed.yaml", "eds/file%2Fd.yaml")
                .doesNotContain("sds.yaml", "vhds.yaml");
        assertThat(index.lines()).contains(get("eds/filed.yaml").header("ETag").replace("\"", "") + " eds/filed.yaml");
        given().urlEncodingEnabled(false)
                .get("/v1/files/eds/file%252Fd.yaml")
                .then()
                .statusCode(200)
                .body(containsString("cluster_name: \"file/d\""));
    }

    /** An Envoy rejects a cluster whose file of endpoints does not exist. */
    @Test
    void aClusterOfWhichTheServiceIsYetToComeHasAFileOfEndpoints() {
        put(
                "clusters/early",
                "{\"name\": \"early\", \"type\": \"EDS\", \"eds_cluster_config\": {\"eds_config\": {\"ads\": {}}}}");
        String before = get("eds/early.yaml")
                .then()
                .statusCode(200)
                .body(containsString("resources: []"))
                .extract()
                .header("ETag");
        assertThat(get("index.txt").asString().lines()).contains(before.replace("\"", "") + " eds/early.yaml");

        register("early", 1);
        get("eds/early.yaml")
                .then()
                .statusCode(200)
                .header("ETag", not(equalTo(before)))
                .body(containsString("cluster_name: \"early\""));
    }

    /** A listener that an Envoy has not let go of yet still leads there. */
    @Test
    void P72_whatIsGoneStaysForAWhileAndWhoWaitsIsToldWhenItGoes() {
        register("leaves", 1);
        String index = get("index.txt").header("ETag");
        given().delete("/v1/services/leaves").then().statusCode(204);

        String tag = waitFor("index.txt", index).header("ETag");
        get("cds.yaml").then().body(containsString("\"leaves\""));
        get("eds/leaves.yaml").then().statusCode(200).body(containsString("cluster_name: \"leaves\""));

        waitFor("index.txt", tag).then().statusCode(200).body(not(containsString("eds/leaves.yaml")));
        get("cds.yaml").then().body(not(containsString("\"leaves\"")));
        get("eds/leaves.yaml").then().statusCode(404);
    }

    private static Response waitFor(String file, String tag) {
        return given().header("If-None-Match", tag).queryParam("wait", "30s").get("/v1/files/" + file);
    }

    private static void put(String resource, String body) {
        given().contentType(ContentType.JSON)
                .body(body)
                .put("/v1/resources/" + resource)
                .then()
                .statusCode(anyOf(equalTo(200), equalTo(201)));
    }

    @Test
    void whoHasItIsNotSentItAgain() {
        String tag = get("eds/filed.yaml").header("ETag");
        given().header("If-None-Match", tag)
                .get("/v1/files/eds/filed.yaml")
                .then()
                .statusCode(304)
                .body(emptyString());
        given().header("If-Match", tag).get("/v1/files/eds/filed.yaml").then().statusCode(200);
        given().header("If-Match", "\"other\"")
                .get("/v1/files/eds/filed.yaml")
                .then()
                .statusCode(412);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eds/filed.yaml", "index.txt"})
    void whoWaitsIsAnsweredWhenItChanges(String file) {
        register("filed", 1);
        String tag = get(file).header("ETag");
        var waiting = CompletableFuture.supplyAsync(() ->
                given().header("If-None-Match", tag).queryParam("wait", "30s").get("/v1/files/" + file));
        assertThat(waiting).isNotDone();

        register("filed", 2);
        assertThat(waiting)
                .succeedsWithin(10, TimeUnit.SECONDS)
                .extracting(Response::statusCode)
                .isEqualTo(200);
    }

    @Test
    void theWaitEnds() {
        String tag = get("lds.yaml").header("ETag");
        given().header("If-None-Match", tag)
                .queryParam("wait", "100ms")
                .get("/v1/files/lds.yaml")
                .then()
                .statusCode(304);
        given().queryParam("wait", "soon").get("/v1/files/lds.yaml").then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing.yaml",
                "eds/nobody.yaml",
                "sds.yaml",
                "sds/key.yaml",
                "vhds.yaml",
                "edge/sds.yaml",
                "rds/cds.yaml",
                "rds/index.txt",
                "cds.json",
                "a/b/c.yaml"
            })
    void nothingElseIsServedAndNoSecret(String file) {
        get(file).then().statusCode(404).contentType("application/problem+json");
    }

    private static Response get(String file) {
        return given().get("/v1/files/" + file);
    }
}
