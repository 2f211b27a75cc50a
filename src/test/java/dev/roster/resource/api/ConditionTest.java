package dev.roster.resource.api;

import static dev.roster.resource.api.ResourceClient.ONE;
import static dev.roster.resource.api.ResourceClient.cluster;
import static dev.roster.resource.api.ResourceClient.put;
import static dev.roster.resource.api.ResourceClient.show;
import static dev.roster.resource.api.ResourceClient.yaml;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import dev.roster.resource.RosterWithKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody overwrites what he has not seen, if he asks for that. */
@QuarkusTest
@TestProfile(RosterWithKeys.class)
class ConditionTest {
    private static final String PROBLEM = "application/problem+json";

    @BeforeEach
    void forgetEverything() {
        ResourceClient.forgetEverything();
    }

    @Test
    void aChangeOfWhatWasSeenIsTakenAndASecondOneIsNot() {
        String seen = put("clusters", "web", cluster("web", "1s")).extract().header("ETag");

        putIf("If-Match", seen, "2s").statusCode(200).body("outcome", equalTo("changed"));
        putIf("If-Match", seen, "3s")
                .statusCode(412)
                .contentType(PROBLEM)
                .body("type", equalTo("urn:roster:problem:precondition-failed"))
                .body("detail", containsString("the ETag of clusters web is"));
        show("clusters", "web").body("connect_timeout", equalTo("2s"));
    }

    @Test
    void aRemovalHasConditionsToo() {
        String seen = put("clusters", "web", cluster("web", "1s")).extract().header("ETag");
        put("clusters", "web", cluster("web", "2s")).statusCode(200);

        given().header("If-Match", seen).delete(ONE, "clusters", "web").then().statusCode(412);
        given().header("If-Match", "*").delete(ONE, "clusters", "web").then().statusCode(204);
        given().header("If-Match", "*").delete(ONE, "clusters", "web").then().statusCode(412);
    }

    @Test
    void whatMustNotExistIsOnlyCreated() {
        putIf("If-None-Match", "*", "1s").statusCode(201);
        putIf("If-None-Match", "*", "2s").statusCode(412);
        putIf("If-Match", "\"0000000000000000\"", "2s").statusCode(412);
        given().delete(ONE, "clusters", "web").then().statusCode(204);
        putIf("If-Match", "*", "2s").statusCode(412).body("detail", containsString("does not exist"));
    }

    @Test
    void aConditionHoldsForADryRunToo() {
        put("clusters", "web", cluster("web", "1s")).statusCode(201);
        yaml(cluster("web", "2s"))
                .header("If-None-Match", "*")
                .put(ONE + "?dry_run=true", "clusters", "web")
                .then()
                .statusCode(412);
    }

    @Test
    void whoHasAResourceIsNotSentItAgain() {
        String seen = put("clusters", "web", cluster("web", "1s")).extract().header("ETag");

        given().header("If-None-Match", "\"x\", " + seen)
                .get(ONE, "clusters", "web")
                .then()
                .statusCode(304)
                .header("ETag", equalTo(seen))
                .body(emptyString());
        given().header("If-None-Match", "\"x\"")
                .get(ONE, "clusters", "web")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"If-Match: web", "If-None-Match: \"a\"", "If-Match: \"unfinished"})
    void aConditionThatCannotBeUnderstoodIsRefused(String header) {
        int colon = header.indexOf(':');
        putIf(header.substring(0, colon), header.substring(colon + 2), "1s")
                .statusCode(400)
                .contentType(PROBLEM)
                .body("violations[0].field", equalTo(header.substring(0, colon)));
    }

    private static ValidatableResponse putIf(String header, String value, String timeout) {
        return yaml(cluster("web", timeout))
                .header(header, value)
                .put(ONE, "clusters", "web")
                .then();
    }
}
