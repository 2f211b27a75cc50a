package dev.roster.registry.api;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;

/** What every test of the REST edge does. */
final class RegistryClient {
    private RegistryClient() {}

    static void forgetEverything() {
        List<String> names = given().get("/v1/services?limit=1000")
                .then()
                .statusCode(200)
                .extract()
                .path("items.name");
        names.forEach(name -> given().delete("/v1/services/{name}", name).then().statusCode(204));
    }

    static ValidatableResponse post(String path, String body) {
        return given().contentType(ContentType.JSON).body(body).post(path).then();
    }
}
