package dev.roster.system;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The programs under {@code deploy/} that images run: the check of health, the training of a JVM, the compose file's upstream. */
@Timeout(300)
final class DeployScriptsIT {
    private static final Path FOLDER = Folder.of(DeployScriptsIT.class);
    private static final Path DEPLOY = Path.of("deploy").toAbsolutePath();

    @AutoClose
    private static Deployment deployment;

    @BeforeAll
    static void start() {
        deployment = Deployment.start(FOLDER);
    }

    @Test
    void aReadyRosterIsHealthyAndOneThatIsNotThereIsNot() {
        Map<String, String> there = Map.of(
                "QUARKUS_MANAGEMENT_PORT", String.valueOf(deployment.roster().managementPort()));
        assertThat(exitOf(there, "healthy")).isZero();
        assertThat(exitOf(there, "healthy", "/q/health/unknown")).isNotZero();
        assertThat(exitOf(Map.of("QUARKUS_MANAGEMENT_PORT", String.valueOf(FreePort.next())), "healthy"))
                .isNotZero();
    }

    @Test
    void aRosterThatMayHaveNoDatabaseOfItsOwnSaysThatItNeedsOne() {
        try (var roster =
                RosterProcess.alone(FOLDER.resolve("without-url")).with("ROSTER_EMBEDDED_DATABASE_ENABLED", "false")) {
            roster.launch();
            await().atMost(ofMinutes(1)).until(() -> !roster.alive());
            assertThat(roster.log()).contains("QUARKUS_DATASOURCE_REACTIVE_URL");
        }
    }

    /** In {@code /proc} nobody can make a file, root neither; and no other folder is told to Roster. */
    @Test
    void aRosterThatCanWriteNowhereServesAsAnyOther() {
        Path nowhere = Path.of("/proc");
        assumeTrue(Files.isDirectory(nowhere), "a file system on which nobody can write");
        try (var roster = RosterProcess.on(deployment.database(), FOLDER.resolve("read-only"))
                .in(nowhere)
                .with("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + nowhere + " -Duser.home=" + nowhere)) {
            roster.start();
            roster.client().putService("read-only", "{}");
            assertThat(roster.client().get("/v1/files/cds.yaml").body()).contains("read-only");
            assertThat(roster.log()).doesNotContain("Exception", "ERROR");
        }
    }

    @Test
    void theUpstreamRegistersItselfAndLeavesWhenItIsTold() throws IOException {
        Path programs = Folder.create(FOLDER.resolve("programs"));
        program(programs.resolve("nginx"), "exec sleep 600");
        program(programs.resolve("hostname"), "echo 10.1.2.3 10.9.9.9");
        String rosters = "http://127.0.0.1:" + FreePort.next() + " http://127.0.0.1:"
                + deployment.roster().httpPort();
        var command = command(
                Map.of("PATH", programs + File.pathSeparator + System.getenv("PATH"), "ROSTERS", rosters),
                DEPLOY.resolve("compose/upstream/run").toString());
        try (var upstream = Child.start(command, FOLDER.resolve("upstream.log"))) {
            upstream.until("is registered", ofSeconds(20), () -> registered().equals(List.of("10.1.2.3")));
        }
        assertThat(registered()).isEmpty();
    }

    @Test
    void aTrainedJvmStartsOutOfItsCache() throws IOException {
        assumeTrue(Runtime.version().feature() >= 25, "a cache made in one step needs Java 25");
        assumeTrue(System.getProperty("roster.executable") == null, "an executable has no JVM");
        Path application = FOLDER.resolve("application").toAbsolutePath();
        copy(Path.of("target/quarkus-app"), application);
        Path programs = Path.of(System.getProperty("java.home"), "bin");
        Map<String, String> environment =
                new HashMap<>(Map.of("PATH", programs + File.pathSeparator + System.getenv("PATH")));
        environment.put(
                "QUARKUS_MANAGEMENT_PORT", String.valueOf(deployment.roster().managementPort()));
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(deployment.roster().httpPort()));
        assertThat(exitOf(environment, "train", application.toString()))
                .as("beside a Roster on the usual ports")
                .isZero();

        Stream.of("HTTP", "GRPC_SERVER", "MANAGEMENT")
                .forEach(port -> environment.put("QUARKUS_" + port + "_PORT", String.valueOf(FreePort.next())));
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://127.0.0.1:1/none");
        var command = command(environment, programs.resolve("java").toString(), "@" + DEPLOY.resolve("jvm.options"));
        // as the unit starts it, from a folder of another use; and it fails without the cache
        command.command().addAll(List.of("-XX:AOTMode=on", "-XX:AOTCache=" + application.resolve("roster.aot")));
        command.command()
                .addAll(List.of("-jar", application.resolve("quarkus-run.jar").toString()));
        try (var roster = Child.start(command, FOLDER.resolve("trained.log"))) {
            roster.until("is live", ofMinutes(1), () -> exitOf(environment, "healthy", "/q/health/live") == 0);
        }
    }

    private static List<String> registered() {
        List<String> addresses = new ArrayList<>();
        deployment
                .client()
                .get("/endpoints")
                .json()
                .required("items")
                .forEach(endpoint -> addresses.add(endpoint.path("address").asText()));
        return addresses;
    }

    /** How a script of {@code deploy/} ends. */
    private static int exitOf(Map<String, String> environment, String script, String... arguments) {
        List<String> words = new ArrayList<>(List.of(DEPLOY.resolve(script).toString()));
        words.addAll(List.of(arguments));
        Path log = FOLDER.resolve(script + ".log");
        try {
            return command(environment, words.toArray(String[]::new))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static ProcessBuilder command(Map<String, String> environment, String... words) {
        var command = new ProcessBuilder(new ArrayList<>(List.of(words)));
        command.environment().putAll(environment);
        return command;
    }

    private static void program(Path file, String does) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + does + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
