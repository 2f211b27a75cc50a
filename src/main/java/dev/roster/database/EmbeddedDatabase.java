package dev.roster.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A PostgreSQL of Roster's own, on a free port, whose data stay in a folder. The one class that knows its binaries. */
final class EmbeddedDatabase implements AutoCloseable {
    static final String USER = "postgres";

    private final DatabaseFolder folder;
    private final EmbeddedPostgres postgres;

    private EmbeddedDatabase(DatabaseFolder folder, EmbeddedPostgres postgres) {
        this.folder = folder;
        this.postgres = postgres;
    }

    static EmbeddedDatabase start(Path path) throws IOException {
        DatabaseFolder folder = DatabaseFolder.lock(path);
        try {
            LeftOverServer.end(folder.data());
            return new EmbeddedDatabase(folder, startIn(folder));
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static EmbeddedPostgres startIn(DatabaseFolder folder) throws IOException {
        try {
            Redirect log = Redirect.appendTo(folder.log().toFile());
            Files.createDirectories(folder.data());
            return EmbeddedPostgres.builder()
                    .setDataDirectory(folder.data().toFile())
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(folder.binaries().toFile())
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofMinutes(1)) // it may have to recover
                    .setOutputRedirector(log)
                    .setErrorRedirector(log)
                    .setServerConfig("fsync", "on") // the library's defaults are for tests
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException | IllegalStateException e) {
            throw new DatabaseStartException(
                    "the embedded database does not start: " + e.getMessage() + "; see "
                            + folder.log().toAbsolutePath(),
                    e);
        }
    }

    String url() {
        return "postgresql://localhost:" + postgres.getPort() + "/postgres";
    }

    /** Stops the server; once it is stopped, does nothing. */
    @Override
    public synchronized void close() throws IOException {
        try (folder) {
            postgres.close();
        }
    }
}
