package dev.roster.registry.api;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.oneOf;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;

/** What every test of the REST edge does. */
public final class RegistryClient {
    private RegistryClient() {}

    static void forgetEverything() {
        List<String> names = given().get("/v1/services?limit=1000")
                .then()
                .statusCode(200)
                .extract()
                .path("items.name");
        names.forEach(name -> given().delete("/v1/services/{name}", name).then().statusCode(204));
    }

    /** Registers the one endpoint of a service, once the application just started has its database. */
    public static void register(String service, int port) {
        await().untilAsserted(() -> given().contentType(ContentType.JSON)
                .body("{\"address\":\"10.0.0.1\",\"port_value\":" + port + "}")
                .put("/v1/services/" + service + "/endpoints/" + service)
                .then()
                .statusCode(oneOf(200, 201)));
    }

    static ValidatableResponse post(String path, String body) {
        return given().contentType(ContentType.JSON).body(body).post(path).then();
    }
}
