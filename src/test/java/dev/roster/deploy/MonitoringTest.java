package dev.roster.deploy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.RosterOnFreePorts;
import dev.roster.xds.FilesObserver;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;

/** The dashboard and the alerts ask for the metrics and labels that Roster has, for all of its own, and the alerts say what to do. */
@QuarkusTest
@TestProfile(RosterOnFreePorts.class)
final class MonitoringTest {
    private static final JsonNode DASHBOARD = Artefacts.json(Artefacts.DEPLOY.resolve("monitoring/dashboard.json"));
    private static final JsonNode RULES =
            Artefacts.yaml(Artefacts.DEPLOY.resolve("monitoring/alerts.yaml")).at("/groups/0/rules");

    /** Prometheus' own, about what it scrapes. */
    private static final String OF_PROMETHEUS = "up";

    /** Those that Prometheus gives to all that it scrapes. */
    private static final Set<String> OF_TARGETS = Set.of("job", "instance");

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    private static final Pattern SHOWN = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*}}");

    /** What Prometheus makes of one metric: sums, counts, buckets. */
    private static final String PARTS = "(_sum|_count|_bucket|_max)$";

    @TestHTTPResource(value = "/metrics", management = true)
    String metrics;

    @Inject
    AgroalDataSource database;

    @Inject
    FilesObserver files;

    @Test
    void everyMetricOfTheDashboardAndTheAlertsExistsWithTheLabelsAskedFor() throws SQLException {
        countWhatIsOnlyCountedWhenItHappens();
        List<String> expressions = expressions();

        assertThat(expressions).hasSizeGreaterThan(40);
        Awaitility.await().untilAsserted(() -> {
            Map<String, Set<String>> labels = labels();
            assertThat(expressions).allSatisfy(expression -> {
                Set<String> known = new HashSet<>(OF_TARGETS);
                assertThat(Promql.metrics(expression)).isNotEmpty().allSatisfy(metric -> {
                    assertThat(labels).containsKey(metric);
                    known.addAll(labels.get(metric));
                });
                assertThat(known).containsAll(Promql.labels(expression));
            });
        });
    }

    @Test
    void everyMetricOfRostersOwnIsAskedFor() throws SQLException {
        countWhatIsOnlyCountedWhenItHappens();
        Set<String> asked = expressions().stream()
                .flatMap(expression -> Promql.metrics(expression).stream())
                .map(metric -> metric.replaceFirst(PARTS, ""))
                .collect(Collectors.toSet());
        Awaitility.await()
                .untilAsserted(() -> assertThat(labels().keySet().stream()
                                .filter(metric -> metric.startsWith("roster_"))
                                .map(metric -> metric.replaceFirst(PARTS, ""))
                                .distinct())
                        .hasSizeGreaterThan(25)
                        .allSatisfy(metric -> assertThat(asked).contains(metric)));
    }

    @Test
    void whatIsShownBesideAValueIsALabelOfIt() throws SQLException {
        countWhatIsOnlyCountedWhenItHappens();
        Awaitility.await().untilAsserted(() -> {
            Map<String, Set<String>> labels = labels();
            assertThat(DASHBOARD.findParents("expr"))
                    .allSatisfy(
                            target -> assertThat(labelsOf(target.path("expr").asText(), labels))
                                    .containsAll(shown(target.path("legendFormat"))));
            assertThat(RULES)
                    .allSatisfy(rule -> assertThat(labelsOf(rule.path("expr").asText(), labels))
                            .containsAll(shown(rule.path("annotations"))));
        });
    }

    @Test
    void everyAlertSaysWhatIsTheMatterHowBadItIsAndWhatToDo() {
        assertThat(RULES).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.path("alert").asText()).startsWith("Roster");
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning", "info");
            assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
            assertThat(rule.at("/annotations/description").asText()).hasSizeGreaterThan(60);
        });
        assertThat(RULES.findValuesAsText("alert")).doesNotHaveDuplicates();
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

    private static List<String> expressions() {
        return Stream.of(DASHBOARD, RULES)
                .flatMap(file -> file.findValuesAsText("expr").stream())
                .toList();
    }

    /** The labels of what an expression yields: those it groups by, else those of its metrics. */
    private static Set<String> labelsOf(String expression, Map<String, Set<String>> labels) {
        Set<String> grouping = Promql.grouping(expression);
        if (!grouping.isEmpty()) {
            return grouping;
        }
        Set<String> all = new HashSet<>(OF_TARGETS);
        Promql.metrics(expression).forEach(metric -> all.addAll(labels.getOrDefault(metric, Set.of())));
        return all;
    }

    private static Set<String> shown(JsonNode texts) {
        return SHOWN.matcher(texts.toString())
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    /** A refusal, a resource that is written, a folder of files, and a table emptied in a way that names no rows, so that everything is read anew. */
    private void countWhatIsOnlyCountedWhenItHappens() throws SQLException {
        given().contentType("application/json")
                .body("{")
                .post("/endpoints")
                .then()
                .statusCode(400);
        given().contentType("application/json")
                .body("{\"name\": \"watched\"}")
                .put("/v1/resources/clusters/watched")
                .then()
                .statusCode(Matchers.in(List.of(200, 201)));
        files.follows(Set.of(Path.of("folder")));
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate endpoint cascade");
        }
    }

    /** The names of all metrics, with the names of their labels. */
    private Map<String, Set<String>> labels() {
        Map<String, Set<String>> labels = new HashMap<>(Map.of(OF_PROMETHEUS, Set.of()));
        given().get(metrics)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> LABEL.matcher(line)
                        .results()
                        .map(match -> match.group(1))
                        .forEach(labels.computeIfAbsent(line.split("[{ ]", 2)[0], unknown -> new HashSet<>())::add));
        return labels;
    }
}
