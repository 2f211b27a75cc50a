package dev.roster.registry.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.roster.TestPostgres;
import dev.roster.registry.RegistryAlone;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Services over REST. */
@QuarkusTest
@TestProfile(RegistryAlone.class)
@WithTestResource(TestPostgres.class)
class ServiceTest {
    @TestHTTPResource
    URI root;

    @BeforeEach
    void forgetEverything() {
        RegistryClient.forgetEverything();
    }

    @Test
    void aServiceKeepsItsSettings() {
        put("cart", "{\"cluster\":{\"lb_policy\":\"LEAST_REQUEST\"}}")
                .statusCode(201)
                .body("name", equalTo("cart"))
                .body("cluster.lb_policy", equalTo("LEAST_REQUEST"))
                .body("endpoints", hasSize(0));
        put("cart", "{\"cluster\":{\"lb_policy\":\"RANDOM\"}}").statusCode(200);
        show("cart").body("cluster.lb_policy", equalTo("RANDOM"));
        put("cart", "{\"cluster\":null}").statusCode(200);
        show("cart").body("cluster", nullValue());
    }

    @Test
    void servicesAreListedPageByPage() {
        put("a", "{}").statusCode(201);
        put("b", "{}").statusCode(201);

        String next = given().get("/v1/services?limit=1")
                .then()
                .body("items.name", contains("a"))
                .extract()
                .path("next");
        given().queryParam("cursor", next)
                .get("/v1/services?limit=1")
                .then()
                .body("items.name", contains("b"))
                .body("next", nullValue());
    }

    @Test
    void aDeletedServiceTakesItsEndpointsAlong() {
        register("cart", "one", 1);

        given().delete("/v1/services/cart").then().statusCode(204);

        given().get("/endpoints/one").then().statusCode(404);
        given().get("/v1/services/cart").then().statusCode(404).contentType("application/problem+json");
        given().delete("/v1/services/cart").then().statusCode(404);
    }

    @Test
    void theVersionSaysWhetherAnythingDiffers() {
        register("cart", "one", 1);
        String version = version("cart");

        register("cart", "one", 1);
        show("cart").body("version", equalTo(version));

        register("cart", "two", 2);
        show("cart").body("version", not(equalTo(version))).body("endpoints.id", contains("one", "two"));
    }

    @Test
    void aReadWaitsUntilTheVersionDiffers() throws Exception {
        register("cart", "one", 1);
        String version = version("cart");
        CompletableFuture<HttpResponse<String>> waiting = get("/v1/services/cart?wait=60s&version=" + version);
        CompletableFuture<HttpResponse<String>> other = get("/v1/services/cart?wait=60s&version=other");
        assertThat(other.get().body()).contains(version);
        assertThat(waiting).isNotDone();

        await().until(() -> {
            register("cart", "two", 2);
            return waiting.isDone();
        });

        assertThat(waiting.get().body()).contains("\"two\"");
    }

    @Test
    void aReadIsAnsweredAfterTheWaitWhenNothingDiffers() {
        register("cart", "one", 1);
        String version = version("cart");

        given().get("/v1/services/cart?wait=50ms&version=" + version)
                .then()
                .statusCode(200)
                .body("version", equalTo(version));
    }

    @Test
    void aWaitForAServiceThatIsUnknownOrDeletedIsNotFound() throws Exception {
        given().get("/v1/services/none?wait=60s&version=a").then().statusCode(404);
        register("cart", "one", 1);
        CompletableFuture<HttpResponse<String>> waiting = get("/v1/services/cart?wait=60s&version=" + version("cart"));

        await().until(() -> {
            given().delete("/v1/services/cart");
            return waiting.isDone();
        });

        assertThat(waiting.get().statusCode()).isEqualTo(404);
    }

    @Test
    void aWatcherSeesThePresentAndEachDifferentView() {
        register("cart", "one", 1);
        Queue<String> events = new ConcurrentLinkedQueue<>();
        var stream = HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(root.resolve("/v1/services/cart/watch"))
                                .build(),
                        HttpResponse.BodyHandlers.fromLineSubscriber(new Lines(events)));
        await().until(() -> events.size() == 1);

        register("cart", "one", 1);
        register("cart", "two", 2);
        await().until(() -> events.size() == 2);
        given().delete("/v1/services/cart").then().statusCode(204);

        assertThat(stream).succeedsWithin(java.time.Duration.ofSeconds(10));
        assertThat(events).hasSize(2);
        assertThat(events).first().asString().contains("\"one\"").doesNotContain("\"two\"");
        assertThat(events).last().asString().contains("\"two\"");
    }

    @Test
    void aWatchOfAnUnknownServiceIsNotFound() {
        given().get("/v1/services/none/watch").then().statusCode(404);
    }

    private CompletableFuture<HttpResponse<String>> get(String path) {
        return HttpClient.newHttpClient()
                .sendAsync(HttpRequest.newBuilder(root.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void register(String service, String id, int host) {
        given().contentType(ContentType.JSON)
                .body("{\"address\":\"10.0.0." + host + "\",\"port_value\":80}")
                .put("/v1/services/{service}/endpoints/{id}", service, id);
    }

    private static String version(String service) {
        return show(service).extract().path("version");
    }

    private static ValidatableResponse show(String service) {
        return given().get("/v1/services/{service}", service).then().statusCode(200);
    }

    private static ValidatableResponse put(String service, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put("/v1/services/{service}", service)
                .then();
    }
}
