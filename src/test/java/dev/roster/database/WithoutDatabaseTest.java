package dev.roster.database;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.changelog.Schema;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithoutDatabaseTest.NobodyListens.class)
final class WithoutDatabaseTest {
    @TestHTTPResource(value = "/health/live", management = true)
    String live;

    @Inject
    Schema schema;

    @Test
    void rosterStartsAndWaitsForItsDatabase() {
        given().get(live).then().statusCode(200);
        assertThat(schema.ready().subscribeAsCompletionStage()).isNotDone();
    }

    /** A database URL where nobody listens. */
    public static final class NobodyListens implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.datasource.reactive.url", "postgresql://localhost:1/roster");
        }
    }
}
