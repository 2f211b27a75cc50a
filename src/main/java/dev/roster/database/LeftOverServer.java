package dev.roster.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The database server of a Roster that was killed: it goes on running, or has left its pid file behind. Immutable.
 *
 * @param pid what PostgreSQL wrote down of itself in the first three lines of its pid file
 * @param data the folder that it served; another one's when the file came here as a copy
 * @param startedAt by the clock of then
 */
record LeftOverServer(long pid, Path data, Instant startedAt) {
    private static final int LINES = 3;
    private static final long PATIENCE_SECONDS = 30;
    /** A pid that is in use again belongs to a later process. */
    private static final Duration SAME_START = Duration.ofMinutes(1);

    /** Ends what is left over in this data folder; the caller holds the folder's lock, so nobody needs it. */
    static void end(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> server =
                read(pidFile).filter(left -> left.served(data)).flatMap(LeftOverServer::process);
        if (server.isPresent()) {
            stop(server.get());
        } else {
            Files.deleteIfExists(pidFile); // its pid may be another program's by now, which would stop a new server
        }
    }

    private static Optional<LeftOverServer> read(Path pidFile) throws IOException {
        List<String> lines =
                Files.readAllLines(pidFile).stream().map(String::strip).toList();
        if (lines.size() < LINES
                || !lines.get(0).matches("\\d{1,12}")
                || !lines.get(2).matches("\\d{1,12}")) {
            return Optional.empty();
        }
        return Optional.of(new LeftOverServer(
                Long.parseLong(lines.get(0)),
                Path.of(lines.get(1)),
                Instant.ofEpochSecond(Long.parseLong(lines.get(2)))));
    }

    private boolean served(Path folder) {
        try {
            return Files.isSameFile(data, folder);
        } catch (IOException e) {
            return false; // there is no such folder any more
        }
    }

    private Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(process ->
                        process.info().startInstant().map(this::started).orElse(true));
    }

    private boolean started(Instant at) {
        return Duration.between(startedAt, at).abs().compareTo(SAME_START) <= 0;
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
