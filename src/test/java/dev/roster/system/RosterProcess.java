package dev.roster.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Roster as it is shipped, in a process and a working folder of its own, on ports that it keeps over a restart. */
final class RosterProcess implements AutoCloseable {
    private static final Duration TO_START = Duration.ofSeconds(90);

    private final Path folder;
    private Path workingDirectory;
    private final Map<String, String> environment = new HashMap<>();
    private final int httpPort = FreePort.next();
    private final int grpcPort = FreePort.next();
    private final int managementPort = FreePort.next();
    private final RosterClient client = new RosterClient(httpPort);
    private final Http management = new Http(managementPort);
    private @Nullable Child process;
    private int starts;

    private RosterProcess(Path folder) {
        this.folder = folder;
        this.workingDirectory = folder;
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(httpPort));
        environment.put("QUARKUS_GRPC_SERVER_HOST", "127.0.0.1");
        environment.put("QUARKUS_GRPC_SERVER_PORT", String.valueOf(grpcPort));
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(managementPort));
    }

    /** A Roster that nobody told where a database is: it brings its own and keeps it in the folder. */
    static RosterProcess alone(Path folder) {
        return new RosterProcess(Folder.create(folder));
    }

    static RosterProcess on(Database database, Path folder) {
        RosterProcess roster = alone(folder);
        roster.environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", database.url());
        roster.environment.put("QUARKUS_DATASOURCE_USERNAME", "postgres");
        roster.environment.put("QUARKUS_DATASOURCE_PASSWORD", "postgres");
        return roster;
    }

    /** Sets a variable of its environment. */
    RosterProcess with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Has it run in another folder than that of its log. */
    RosterProcess in(Path other) {
        workingDirectory = other;
        return this;
    }

    /** Starts it and returns when it is ready. */
    RosterProcess start() {
        launch();
        try {
            awaitReady();
        } catch (RuntimeException | Error e) {
            kill9();
            throw e;
        }
        return this;
    }

    /** Starts it and returns at once. */
    void launch() {
        starts++;
        var command = new ProcessBuilder(command()).directory(workingDirectory.toFile());
        command.environment().keySet().removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("ROSTER_"));
        command.environment().putAll(environment);
        process = Child.start(command, folder.resolve("roster-" + starts + ".log"));
    }

    private static List<String> command() {
        String executable = System.getProperty("roster.executable", "target/quarkus-app/quarkus-run.jar");
        String path = Path.of(executable).toAbsolutePath().toString();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return path.endsWith(".jar") ? List.of(java, "-jar", path) : List.of(path);
    }

    void awaitReady() {
        running().until("is ready", TO_START, this::ready);
    }

    boolean ready() {
        return management.ok("/q/health/ready");
    }

    /** The answer of its management port. */
    Answer management(String path) {
        return management.get(path);
    }

    boolean live() {
        return management.ok("/q/health/live");
    }

    boolean alive() {
        return running().alive();
    }

    /** The processes that it has started. */
    List<ProcessHandle> children() {
        return ProcessHandle.of(running().pid()).stream()
                .flatMap(ProcessHandle::children)
                .toList();
    }

    void kill9() {
        running().kill();
    }

    void terminate() {
        running().terminate();
    }

    /** What it has said since it was started last. */
    String log() {
        return running().log();
    }

    RosterClient client() {
        return client;
    }

    int httpPort() {
        return httpPort;
    }

    int grpcPort() {
        return grpcPort;
    }

    int managementPort() {
        return managementPort;
    }

    private Child running() {
        return Objects.requireNonNull(process, "not started");
    }

    @Override
    public void close() {
        client.close();
        management.close();
        if (process != null) {
            process.close();
        }
    }
}
