package dev.roster.deploy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.RosterOnFreePorts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The dashboard and the alerts ask for metrics that Roster has, and the alerts say what to do. */
@QuarkusTest
@TestProfile(RosterOnFreePorts.class)
final class MonitoringTest {
    private static final JsonNode DASHBOARD = Artefacts.json(Artefacts.DEPLOY.resolve("monitoring/dashboard.json"));
    private static final JsonNode RULES =
            Artefacts.yaml(Artefacts.DEPLOY.resolve("monitoring/alerts.yaml")).at("/groups/0/rules");

    /** Prometheus' own, about what it scrapes. */
    private static final String OF_PROMETHEUS = "up";

    @TestHTTPResource(value = "/metrics", management = true)
    String metrics;

    @Inject
    AgroalDataSource database;

    @Test
    void everyMetricOfTheDashboardAndTheAlertsExists() throws SQLException {
        countWhatIsOnlyCountedWhenItHappens();
        Set<String> asked = new TreeSet<>();
        DASHBOARD.findValuesAsText("expr").forEach(expression -> asked.addAll(Promql.metrics(expression)));
        RULES.findValuesAsText("expr").forEach(expression -> asked.addAll(Promql.metrics(expression)));
        asked.remove(OF_PROMETHEUS);

        assertThat(asked).hasSizeGreaterThan(20);
        Awaitility.await().untilAsserted(() -> assertThat(names()).containsAll(asked));
    }

    @Test
    void everyAlertSaysWhatIsTheMatterHowBadItIsAndWhatToDo() {
        assertThat(RULES).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.path("alert").asText()).startsWith("Roster");
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning", "info");
            assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
            assertThat(rule.at("/annotations/description").asText()).hasSizeGreaterThan(60);
        });
    }

    @Test
    void everyPanelHasAPlaceOfItsOwnAndAnAddressee() {
        List<JsonNode> panels = List.copyOf(DASHBOARD.path("panels").findParents("gridPos"));
        assertThat(panels)
                .extracting(panel -> panel.path("id").asInt())
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(20);
        assertThat(panels).extracting(panel -> panel.path("gridPos")).doesNotHaveDuplicates();
        assertThat(DASHBOARD.at("/templating/list").findValuesAsText("name")).contains("datasource", "job", "instance");
    }

    /** A refusal, and a table emptied in a way that names no rows, so that everything is read anew. */
    private void countWhatIsOnlyCountedWhenItHappens() throws SQLException {
        given().contentType("application/json")
                .body("{")
                .post("/endpoints")
                .then()
                .statusCode(400);
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate endpoint cascade");
        }
    }

    private Set<String> names() {
        return given().get(metrics)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
    }
}
