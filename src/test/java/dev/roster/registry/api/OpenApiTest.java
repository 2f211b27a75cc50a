package dev.roster.registry.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;

import dev.roster.TestPostgres;
import dev.roster.registry.RegistryAlone;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** The document that describes the REST edge. */
@QuarkusTest
@TestProfile(RegistryAlone.class)
@WithTestResource(TestPostgres.class)
class OpenApiTest {
    @Test
    void theDocumentHoldsEveryPathAndTheFieldsOfARegistration() {
        given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body(
                        "paths.keySet()",
                        hasItems(
                                "/endpoints",
                                "/endpoints/{id}",
                                "/v1/endpoints:batch",
                                "/v1/services",
                                "/v1/services/{service}",
                                "/v1/services/{service}/watch",
                                "/v1/services/{service}/endpoints/{id}"))
                .body("paths.'/endpoints'.post.responses.keySet()", hasItems("200", "201", "400", "409", "422", "503"))
                .body(
                        "paths.'/endpoints'.post.requestBody.content.'application/json'.schema.$ref",
                        equalTo("#/components/schemas/Registration"))
                .body("components.schemas.Registration.properties", hasKey("port_value"))
                .body("components.schemas.Endpoint.properties", hasKey("port_value"));
    }
}
