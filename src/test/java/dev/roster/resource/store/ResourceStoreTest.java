package dev.roster.resource.store;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.roster.RosterOnFreePorts;
import dev.roster.changelog.Schema;
import dev.roster.resource.ResourceConfig;
import dev.roster.resource.RosterWithKeys;
import dev.roster.resource.Secrets;
import dev.roster.xds.grpc.DeltaClient;
import dev.roster.xds.grpc.WireType;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that others write, and what becomes of rows in time. */
@QuarkusTest
@TestProfile(RosterWithKeys.class)
class ResourceStoreTest {
    private static final String ONE = "/v1/resources/{type}/{name}";

    @ConfigProperty(name = RosterOnFreePorts.GRPC_PORT)
    int grpc;

    @Inject
    Pool pool;

    @Inject
    HistoryTrimming trimming;

    @Inject
    Schema schema;

    @Inject
    ResourceConfig config;

    @BeforeEach
    void forgetEverything() {
        execute("delete from resource");
        execute("delete from resource_history");
    }

    @Test
    void whatIsWrittenWithPsqlIsServedAndKept() {
        execute(
                "insert into resource (type, name, body) values ('clusters', 'a', '{\"name\": \"a\"}'), ('clusters', 'b', '{\"name\": \"b\"}')");
        execute("update resource set body = body || '{\"type\": \"STATIC\"}'");
        execute("update resource set name = 'c', body = '{\"name\": \"c\"}' where name = 'a'");
        execute("update resource set body = body");
        execute("delete from resource where name = 'b'");

        history("a")
                .body("items.outcome", contains("deleted", "put", "put"))
                .body("items[0].author", equalTo("postgres"));
        history("b").body("items.outcome", contains("deleted", "put", "put"));
        history("c").body("items.outcome", contains("put"));
        await().untilAsserted(() -> given().body("{\"resource_names\":[\"c\"]}")
                .post("/v3/discovery:clusters")
                .then()
                .body("resources.name", contains("c")));
    }

    @Test
    void theLastVersionsAreKept() {
        for (int i = 1; i <= 25; i++) {
            put("web", i + "s").statusCode(i == 1 ? 201 : 200);
        }
        history("web").body("items.size()", equalTo(config.history())).body("items[0].revision", equalTo(25));

        trim();

        assertThat(numbers("select revision from resource_history order by revision"))
                .containsExactly(16L, 17L, 18L, 19L, 20L, 21L, 22L, 23L, 24L, 25L);
        put("web", "26s").statusCode(200);
        history("web").body("items[0].revision", equalTo(26));
    }

    @Test
    void whatWasDeletedLongAgoIsForgotten() {
        put("gone", "1s").statusCode(201);
        given().delete(ONE, "clusters", "gone").then().statusCode(204);
        put("back", "1s").statusCode(201);
        given().delete(ONE, "clusters", "back").then().statusCode(204);
        put("back", "1s").statusCode(201);

        trim();
        history("gone").body("items.revision", contains(2, 1));

        execute("update resource_history set written_at = written_at - interval '31 days'");
        trim();

        given().get(ONE + "/history", "clusters", "gone").then().statusCode(404);
        history("back").body("items.revision", contains(3, 2, 1));
    }

    @Test
    void secretsAreSealedByTheFirstKeyWithoutAnybodyNoticing() throws Exception {
        String version = given().contentType("application/yaml")
                .body("name: token\ngeneric_secret: {secret: {inline_string: hunter2}}"
                        .getBytes(StandardCharsets.UTF_8))
                .put(ONE, "secrets", "token")
                .then()
                .statusCode(201)
                .extract()
                .path("version");
        Secrets rotated = new Secrets(() -> Optional.of(List.of(RosterWithKeys.OLD_KEY, RosterWithKeys.KEY)));
        try (DeltaClient client = DeltaClient.aggregated(grpc)) {
            client.node("n", "edge")
                    .subscribe(WireType.SDS, "token")
                    .expectResources("token")
                    .ack();

            assertThat(resealing(rotated).seal().await().indefinitely()).isEqualTo(1);

            assertThat(texts("select body ->> 'sealed_by' from resource")).containsExactly("old");
            assertThat(texts("select body ->> 'sealed_by' from resource_history"))
                    .containsExactly("old");
            Secrets back = new Secrets(() -> Optional.of(List.of(RosterWithKeys.KEY, RosterWithKeys.OLD_KEY)));
            assertThat(resealing(back).seal().await().indefinitely()).isEqualTo(1);
            assertThat(resealing(back).seal().await().indefinitely())
                    .as("nothing is left to do")
                    .isZero();

            client.expectNothingFor(Duration.ofSeconds(1));
        }
        given().get(ONE, "secrets", "token").then().statusCode(200).header("ETag", equalTo('"' + version + '"'));
        given().get(ONE + "/history", "secrets", "token").then().body("items.revision", contains(1));
    }

    private Resealing resealing(Secrets secrets) {
        return new Resealing(pool, schema, secrets, config);
    }

    private void trim() {
        trimming.trim().await().indefinitely();
    }

    private static ValidatableResponse put(String name, String timeout) {
        return given().contentType("application/yaml")
                .body(("name: " + name + "\nconnect_timeout: " + timeout).getBytes(StandardCharsets.UTF_8))
                .put(ONE, "clusters", name)
                .then();
    }

    private static ValidatableResponse history(String name) {
        return given().get(ONE + "/history", "clusters", name).then().statusCode(200);
    }

    private void execute(String sql) {
        pool.query(sql).execute().await().indefinitely();
    }

    private List<String> texts(String sql) {
        List<String> found = new ArrayList<>();
        pool.query(sql).execute().await().indefinitely().forEach(row -> found.add(row.getString(0)));
        return found;
    }

    private List<Long> numbers(String sql) {
        List<Long> found = new ArrayList<>();
        pool.query(sql).execute().await().indefinitely().forEach(row -> found.add(row.getLong(0)));
        return found;
    }
}
