package dev.roster.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** What somebody meets who starts Roster for the first time, with nothing configured and no database at hand. */
@Timeout(180)
@TestMethodOrder(OrderAnnotation.class)
final class FirstUseIT {
    private static final Path FOLDER = Folder.of(FirstUseIT.class);
    private static final String CURL_BODY = "{\"address\":\"192.168.215.7\",\"port_value\":8081}";
    private static final String OTHER_BODY = CURL_BODY.replace("8081", "8082");

    private static final Path HOME = FOLDER.resolve("roster");
    private static final RosterProcess roster = RosterProcess.alone(HOME);
    private static final EmbeddedData data = new EmbeddedData(HOME);

    @BeforeAll
    static void start() {
        roster.start();
    }

    @AfterAll
    static void stop() {
        roster.close();
        data.close();
    }

    @Test
    @Order(1)
    void theFirstLinesSayWhereToRegisterWhereXdsIsServedAndWhereTheApiIsDescribed() {
        String log = roster.log();
        List<String> lines = log.lines().toList();
        assertThat(lines.get(0)).containsPattern("http://\\S+:" + roster.httpPort() + "/endpoints");
        assertThat(lines.get(1)).containsPattern("(?i)xds.*\\b" + roster.grpcPort() + "\\b");
        assertThat(lines.get(2)).contains("openapi");
        assertThat(lines.subList(0, 3)).allMatch(line -> line.contains("INFO"));

        var document = Pattern.compile("http://\\S*openapi\\S*").matcher(log);
        assertThat(document.find()).as(log).isTrue();
        URI openApi = URI.create(document.group());
        try (var http = new Http(openApi.getPort())) {
            Answer answer = http.get(openApi.getPath());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains("/endpoints").contains("port_value");
        }
    }

    @Test
    @Order(2)
    void theFirstRegistrationOutOfTheReadmeWorks() {
        Answer answer = roster.client().send("POST", "/endpoints", CURL_BODY);

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json().path("id").asText()).isNotBlank();
        assertThat(roster.client().endpoints())
                .contains(answer.json().path("id").asText());
    }

    @Test
    @Order(3)
    void registrationsOutliveAKillAndNoDatabaseOutlivesRoster() {
        Answer before = roster.client().send("POST", "/endpoints", OTHER_BODY);
        roster.kill9();

        roster.start();
        assertThat(roster.client().endpoints())
                .contains(before.json().path("id").asText());
        Answer again = roster.client().send("POST", "/endpoints", OTHER_BODY);
        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(before.json());

        long postgres = data.pid().orElseThrow();
        roster.terminate();
        await().until(() -> ProcessHandle.of(postgres).isEmpty());
    }
}
