package dev.roster.registry.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.roster.TestPostgres;
import dev.roster.registry.RegistryAlone;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Endpoints over REST, one at a time. */
@QuarkusTest
@TestProfile(RegistryAlone.class)
@WithTestResource(TestPostgres.class)
class RegistrationTest {
    @BeforeEach
    void forgetEverything() {
        RegistryClient.forgetEverything();
    }

    @Test
    void anAddressAndAPortAreEnough() {
        String id = post("{\"address\":\"192.168.215.7\",\"port_value\":8081}")
                .statusCode(201)
                .extract()
                .path("id");

        given().get("/endpoints/{id}", id)
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("service", equalTo("myservice"))
                .body("address", equalTo("192.168.215.7"))
                .body("port_value", equalTo(8081))
                .body("weight", equalTo(1))
                .body("priority", equalTo(0))
                .body("health", equalTo("UNKNOWN"))
                .body("hostname", nullValue())
                .body("metadata", nullValue());
    }

    @Test
    void registeringAnAddressAgainUpdatesItsEndpoint() {
        String id = post("{\"address\":\"10.0.0.1\",\"port_value\":80,\"weight\":7,\"health\":\"DRAINING\"}")
                .statusCode(201)
                .extract()
                .path("id");

        post("{\"address\":\"10.0.0.1\",\"port_value\":80,\"weight\":9}")
                .statusCode(200)
                .body("id", equalTo(id));

        show(id).body("weight", equalTo(9)).body("health", equalTo("UNKNOWN"));
    }

    @Test
    void everyAttributeIsKept() {
        post("""
                {"service":"cart","id":"cart-1","address":"10.0.0.1","port_value":80,"weight":5,"priority":2,
                 "locality":{"region":"eu","zone":"eu-1","sub_zone":"rack-7"},"health":"HEALTHY",
                 "hostname":"cart.example","metadata":{"filter_metadata":{"envoy.lb":{"canary":true}}}}
                """).statusCode(201).body("id", equalTo("cart-1"));

        show("cart-1")
                .body("locality.region", equalTo("eu"))
                .body("locality.zone", equalTo("eu-1"))
                .body("locality.sub_zone", equalTo("rack-7"))
                .body("hostname", equalTo("cart.example"))
                .body("health", equalTo("HEALTHY"))
                .body("metadata.filter_metadata.'envoy.lb'.canary", equalTo(true));
    }

    @Test
    void anAddressOfIpv6IsOneAddressHoweverItIsWritten() {
        String id = post("{\"address\":\"2001:DB8:0:0::1\",\"port_value\":80}")
                .statusCode(201)
                .extract()
                .path("id");

        post("{\"address\":\"2001:db8::1\",\"port_value\":80}").statusCode(200).body("id", equalTo(id));

        show(id).body("address", equalTo("2001:db8::1"));
    }

    @Test
    void anIdOfTheCallersMayChangeItsAddress() {
        put("cart", "one", "{\"address\":\"10.0.0.1\",\"port_value\":80}").statusCode(201);

        put("cart", "one", "{\"address\":\"10.0.0.2\",\"port_value\":81}")
                .statusCode(200)
                .body("id", equalTo("one"));

        show("one").body("address", equalTo("10.0.0.2")).body("port_value", equalTo(81));
    }

    @Test
    void anIdOfAnotherServiceIsRefusedAndCreatesNoService() {
        put("cart", "one", "{\"address\":\"10.0.0.1\",\"port_value\":80}").statusCode(201);

        put("other", "one", "{\"address\":\"10.0.0.9\",\"port_value\":80}")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:roster:problem:id-of-another-service"));

        show("one").body("service", equalTo("cart"));
        given().get("/v1/services/other").then().statusCode(404);
    }

    @Test
    void anAddressOfAnotherIdIsRefused() {
        put("cart", "one", "{\"address\":\"10.0.0.1\",\"port_value\":80}").statusCode(201);

        put("cart", "two", "{\"address\":\"10.0.0.1\",\"port_value\":80}")
                .statusCode(409)
                .body("type", equalTo("urn:roster:problem:address-taken"))
                .body("detail", equalTo("cart has 10.0.0.1 port 80 under the id one"));

        given().get("/endpoints/two").then().statusCode(404);
    }

    @Test
    void anEndpointIsShownOnlyByItsOwnService() {
        put("cart", "one", "{\"address\":\"10.0.0.1\",\"port_value\":80}").statusCode(201);

        given().get("/v1/services/cart/endpoints/one").then().statusCode(200);
        given().get("/v1/services/other/endpoints/one").then().statusCode(404);
        given().delete("/v1/services/other/endpoints/one").then().statusCode(404);
        given().delete("/v1/services/cart/endpoints/one").then().statusCode(204);
        given().get("/v1/services/cart/endpoints/one").then().statusCode(404);
    }

    @Test
    void whatIsDeregisteredIsGone() {
        String id =
                post("{\"address\":\"10.0.0.1\",\"port_value\":80}").extract().path("id");

        given().delete("/endpoints/{id}", id).then().statusCode(204);

        given().get("/endpoints/{id}", id).then().statusCode(404).contentType("application/problem+json");
        given().delete("/endpoints/{id}", id).then().statusCode(404).body("status", equalTo(404));
    }

    @Test
    void aMergePatchChangesWhatItNames() {
        put("cart", "one", """
                {"address":"10.0.0.1","port_value":80,"weight":7,"hostname":"a","metadata":{"a":1,"b":{"c":2,"d":3}},
                 "locality":{"region":"eu","zone":"z"}}""").statusCode(201);

        given().contentType("application/merge-patch+json")
                .body(
                        "{\"weight\":null,\"port_value\":81,\"metadata\":{\"b\":{\"c\":null}},\"locality\":{\"zone\":\"y\"}}")
                .patch("/endpoints/one")
                .then()
                .statusCode(200)
                .body("weight", equalTo(1))
                .body("port_value", equalTo(81))
                .body("hostname", equalTo("a"))
                .body("metadata.b.d", equalTo(3))
                .body("metadata.b.c", nullValue())
                .body("locality.region", equalTo("eu"))
                .body("locality.zone", equalTo("y"));
        given().contentType(ContentType.JSON)
                .body("{\"hostname\":null,\"metadata\":null,\"health\":\"HEALTHY\"}")
                .patch("/endpoints/one")
                .then()
                .statusCode(200)
                .body("hostname", nullValue())
                .body("metadata", nullValue())
                .body("health", equalTo("HEALTHY"));
    }

    @Test
    void aPatchToTheAddressOfAnotherEndpointIsRefused() {
        put("cart", "one", "{\"address\":\"10.0.0.1\",\"port_value\":80}").statusCode(201);
        put("cart", "two", "{\"address\":\"10.0.0.2\",\"port_value\":80}").statusCode(201);

        given().contentType(ContentType.JSON)
                .body("{\"address\":\"10.0.0.1\"}")
                .patch("/endpoints/two")
                .then()
                .statusCode(409);
        given().contentType(ContentType.JSON)
                .body("{\"weight\":2}")
                .patch("/endpoints/none")
                .then()
                .statusCode(404);
    }

    @Test
    void aNumberThatTheDatabaseWritesOutDoesNotStopAPatch() {
        RegistryClient.post(
                        "/endpoints",
                        "{\"id\":\"one\",\"address\":\"10.0.0.1\",\"port_value\":80,\"metadata\":{\"n\":1e308}}")
                .statusCode(201);

        given().contentType("application/merge-patch+json")
                .body("{\"weight\":2}")
                .patch("/endpoints/one")
                .then()
                .statusCode(200)
                .body("weight", equalTo(2));
    }

    @Test
    void listsAreReadPageByPage() {
        for (int i = 0; i < 5; i++) {
            put(i == 4 ? "other" : "cart", "e" + i, "{\"address\":\"10.0.0." + i + "\",\"port_value\":80}")
                    .statusCode(201);
        }

        String next = given().get("/endpoints?limit=2")
                .then()
                .statusCode(200)
                .body("items.id", equalTo(java.util.List.of("e0", "e1")))
                .body("next", notNullValue())
                .extract()
                .path("next");
        next = given().queryParam("cursor", next)
                .get("/endpoints?limit=2")
                .then()
                .body("items.id", equalTo(java.util.List.of("e2", "e3")))
                .extract()
                .path("next");
        given().queryParam("cursor", next)
                .get("/endpoints?limit=2")
                .then()
                .body("items.id", equalTo(java.util.List.of("e4")))
                .body("next", nullValue());
        given().get("/endpoints?service=cart&limit=4")
                .then()
                .body("items", hasSize(4))
                .body("next", nullValue());
    }

    @Test
    void namesMayHoldWhatUrlsEncode() {
        String service = "shop/cart ü:1";
        put(service, "a b%c", "{\"address\":\"10.0.0.1\",\"port_value\":80}").statusCode(201);

        given().get("/v1/services/{service}", service).then().statusCode(200).body("name", equalTo(service));
        given().get("/v1/services/{service}/endpoints/{id}", service, "a b%c")
                .then()
                .statusCode(200)
                .body("service", equalTo(service));
        assertThat(given().get("/endpoints/{id}", "a b%c").statusCode()).isEqualTo(200);
    }

    private static ValidatableResponse post(String body) {
        return RegistryClient.post("/endpoints", body);
    }

    private static ValidatableResponse put(String service, String id, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put("/v1/services/{service}/endpoints/{id}", service, id)
                .then();
    }

    private static ValidatableResponse show(String id) {
        return given().get("/endpoints/{id}", id).then().statusCode(200);
    }
}
