package dev.roster.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The database server of a Roster that was killed: it goes on running, or has left its pid file behind. */
final class LeftOverServer {
    private static final long PATIENCE_SECONDS = 30;

    private LeftOverServer() {}

    /** Ends what is left over in this data folder; the caller holds the folder's lock, so nobody needs it. */
    static void end(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> server = server(Files.readAllLines(pidFile));
        if (server.isPresent()) {
            stop(server.get());
        } else {
            Files.deleteIfExists(pidFile); // its pid may be another program's by now, which would stop a new server
        }
    }

    private static Optional<ProcessHandle> server(List<String> pidFile) {
        return pidFile.stream()
                .findFirst()
                .map(String::strip)
                .filter(pid -> pid.matches("\\d+"))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .filter(process -> process.info().command().orElse("").contains("postgres"));
    }

    private static void stop(ProcessHandle server) throws IOException {
        interrupt(server);
        try {
            server.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new DatabaseStartException(
                    "the database server of an earlier Roster, process " + server.pid() + ", does not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseStartException("interrupted while an earlier database server stops", e);
        }
    }

    /** Asks for a fast shutdown: SIGINT to PostgreSQL; SIGTERM, all that Java can send, would wait for its clients. */
    private static void interrupt(ProcessHandle server) throws IOException {
        if (Files.isExecutable(Path.of("/bin/kill"))) {
            new ProcessBuilder("/bin/kill", "-INT", Long.toString(server.pid())).start();
        } else {
            server.destroy();
        }
    }
}
