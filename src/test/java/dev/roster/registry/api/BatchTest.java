package dev.roster.registry.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.roster.TestPostgres;
import dev.roster.registry.RegistryAlone;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many endpoints at once: all of them or none. */
@QuarkusTest
@TestProfile(RegistryAlone.class)
@WithTestResource(TestPostgres.class)
class BatchTest {
    @BeforeEach
    void forgetEverything() {
        RegistryClient.forgetEverything();
    }

    @Test
    void registrationsAndDeregistrationsHappenTogether() {
        batch("{\"register\":[" + named("a", 1) + "," + named("b", 2) + "]}")
                .statusCode(200)
                .body("registered.id", contains("a", "b"))
                .body("registered.created", contains(true, true))
                .body("deregistered", hasSize(0));

        batch("{\"register\":[" + named("c", 1) + "," + named("b", 2) + "],\"deregister\":[\"nobody\",\"a\"]}")
                .statusCode(200)
                .body("registered.id", contains("c", "b"))
                .body("registered.created", contains(true, false))
                .body("deregistered", contains("a"))
                .body("unknown", contains("nobody"));

        given().get("/endpoints").then().body("items.id", contains("b", "c"));
    }

    @Test
    void tenThousandItemsAreOneBatch() {
        batch("{\"register\":[" + registrations(10_000) + "]}").statusCode(200).body("registered", hasSize(10_000));
        batch("{\"register\":[" + registrations(10_000) + "]}")
                .statusCode(200)
                .body("registered.findAll { it.created }", hasSize(0));
    }

    @Test
    void moreItemsAreRefused() {
        batch("{\"register\":[" + registrations(100_000) + "]}").statusCode(422).body("violations", hasSize(1));
        nothingIsStored();
    }

    @Test
    void oneInvalidItemKeepsAllFromBeingStored() {
        batch("{\"register\":[" + named("a", 1)
                        + ",7,{\"address\":\"10.0.0.2\",\"port_value\":0}],\"deregister\":[1,\"\"]}")
                .statusCode(422)
                .body(
                        "violations.field",
                        contains("register[1]", "register[2].port_value", "deregister[0]", "deregister[1]"));
        nothingIsStored();
    }

    @Test
    void anItemThatContradictsTheStoreKeepsAllFromBeingStored() {
        batch("{\"register\":[" + named("a", 1) + "]}").statusCode(200);

        batch("{\"register\":[" + named("b", 2) + "," + named("c", 1) + "],\"deregister\":[\"nobody\"]}")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("violations.field", contains("register[1].address"));

        given().get("/endpoints").then().body("items.id", contains("a"));
    }

    @Test
    void theSameEndpointTwiceIsRefused() {
        batch("{\"register\":[" + named("a", 1) + "," + named("b", 1) + "," + named("a", 3)
                        + "],\"deregister\":[\"a\"]}")
                .statusCode(422)
                .body("violations.field", contains("register[1].address", "register[2].id", "deregister[0]"));
        batch("{\"register\":[" + named("a", 1) + "," + named("b", 2) + "]}").statusCode(200);

        batch("{\"register\":[" + unnamed(1) + "," + named("a", 3) + "]}")
                .statusCode(409)
                .body("violations.field", hasItem("register"));
    }

    @Test
    void aBatchIsAnObjectOfTwoArrays() {
        batch("{\"register\":{}}").statusCode(422).body("violations[0].field", equalTo("register"));
        batch("{\"registered\":[]}").statusCode(422).body("violations[0].field", equalTo("registered"));
        batch("{}").statusCode(200).body("registered", hasSize(0));
    }

    private static void nothingIsStored() {
        given().get("/endpoints").then().body("items", hasSize(0));
        given().get("/v1/services").then().body("items", hasSize(0));
    }

    private static String registrations(int count) {
        return IntStream.range(0, count).mapToObj(BatchTest::unnamed).collect(Collectors.joining(","));
    }

    private static String unnamed(int number) {
        return "{\"address\":\"10." + number / 65536 + "." + number / 256 % 256 + "." + number % 256
                + "\",\"port_value\":80}";
    }

    private static String named(String id, int number) {
        return "{\"id\":\"" + id + "\"," + unnamed(number).substring(1);
    }

    private static ValidatableResponse batch(String body) {
        return RegistryClient.post("/v1/endpoints:batch", body);
    }
}
