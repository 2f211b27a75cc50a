package dev.roster.registry.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;

import dev.roster.registry.RegistryAlone;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Without a database every call is answered, and soon. */
@QuarkusTest
@TestProfile(OutageTest.InTime.class)
@WithTestResource(OutageTest.Postgres.class)
class OutageTest {
    private static final long SOON = 1500;

    @Test
    void theAnswerIsSoonWhetherTheDatabaseHangsOrIsGone() throws Exception {
        String registration = "{\"address\":\"10.0.0.1\",\"port_value\":80}";
        RegistryClient.post("/endpoints", registration).statusCode(201);

        try (var connection = Postgres.running.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table endpoint, service in access exclusive mode");
            unavailable(json(registration).post("/endpoints"));
            unavailable(given().get("/endpoints"));
            unavailable(given().delete("/endpoints/a"));
            unavailable(json("{}").put("/v1/services/cart"));
            connection.rollback();
        }
        RegistryClient.post("/endpoints", registration).statusCode(200);

        Postgres.running.close();
        unavailable(json(registration).post("/endpoints"));
        unavailable(json("{\"register\":[" + registration + "]}").post("/v1/endpoints:batch"));
        unavailable(json("{\"weight\":2}").patch("/endpoints/a"));
        unavailable(given().get("/endpoints"));
        unavailable(given().get("/v1/services/cart"));
        unavailable(given().delete("/v1/services/cart"));
    }

    private static io.restassured.specification.RequestSpecification json(String body) {
        return given().contentType(ContentType.JSON).body(body);
    }

    private static void unavailable(Response response) {
        response.then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", equalTo("1"))
                .body("type", equalTo("urn:roster:problem:database-unavailable"))
                .time(lessThan(SOON));
    }

    /** With the time limit as it is by default. */
    public static final class InTime implements QuarkusTestProfile {
        private final RegistryAlone registry = new RegistryAlone();

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return registry.getEnabledAlternatives();
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> config = new HashMap<>(registry.getConfigOverrides());
            config.remove("roster.registry.database-timeout");
            return config;
        }
    }

    /** One that the test may stop. */
    public static final class Postgres implements QuarkusTestResourceLifecycleManager {
        @SuppressWarnings("NullAway.Init") // by start
        static EmbeddedPostgres running;

        @Override
        public Map<String, String> start() {
            try {
                running = EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Map.of(
                    "quarkus.datasource.reactive.url",
                    "postgresql://localhost:" + running.getPort() + "/postgres",
                    "quarkus.datasource.username",
                    "postgres");
        }

        @Override
        public void stop() {
            try {
                running.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
