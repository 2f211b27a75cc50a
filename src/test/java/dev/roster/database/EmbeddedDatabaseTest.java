package dev.roster.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EmbeddedDatabaseTest {
    @TempDir
    Path folder;

    @Test
    void dataSurviveARestart() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            execute(database.url(), "create table kept as select 42 as answer");
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(answer(database.url())).isEqualTo(42);
        }
    }

    @Test
    void dataSurviveAKilledOwner() throws Exception {
        Process owner = startOwner();
        try {
            execute(urlOf(owner), "create table kept as select 42 as answer");
        } finally {
            owner.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(answer(database.url())).isEqualTo(42);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no pid", "%d", "%d\n/somewhere/else\n0", "%d\n%s\n0", "99999999999999999999\n%2$s\n0"})
    void aPidFileThatNamesNobodyOfOursIsNoObstacle(String content) throws Exception {
        EmbeddedDatabase.start(folder).close();
        Path data = folder.resolve("data");
        Files.writeString(
                data.resolve("postmaster.pid"),
                content.formatted(ProcessHandle.current().pid(), data));
        EmbeddedDatabase.start(folder).close();
    }

    @Test
    void theServerOfAFolderThatWasCopiedIsLeftAlone(@TempDir Path copy) throws Exception {
        EmbeddedDatabase.start(copy).close();
        try (EmbeddedDatabase original = EmbeddedDatabase.start(folder)) {
            execute(original.url(), "create table kept as select 42 as answer");
            Path pidFile = Path.of("data", "postmaster.pid");
            Files.copy(folder.resolve(pidFile), copy.resolve(pidFile));
            EmbeddedDatabase.start(copy).close();
            assertThat(answer(original.url())).isEqualTo(42);
        }
    }

    @Test
    void aSecondOneInTheSameFolderIsRefused() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(database.url()).startsWith("postgresql://localhost:");
            assertThatThrownBy(() -> EmbeddedDatabase.start(folder))
                    .isInstanceOf(DatabaseStartException.class)
                    .hasMessageContaining("another Roster runs in the folder");
        }
    }

    /** Starts the database for as long as its process lives. */
    public static void main(String... args) throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(args[0]));
        System.out.println("url " + database.url());
        Thread.currentThread().join();
    }

    private Process startOwner() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedDatabaseTest.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
    }

    private static String urlOf(Process owner) throws Exception {
        BufferedReader output = owner.inputReader(StandardCharsets.UTF_8);
        return output.lines()
                .filter(line -> line.startsWith("url "))
                .findFirst()
                .orElseThrow()
                .substring("url ".length());
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = connect(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int answer(String url) throws SQLException {
        try (Connection connection = connect(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select answer from kept")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection("jdbc:" + url, EmbeddedDatabase.USER, "");
    }
}
