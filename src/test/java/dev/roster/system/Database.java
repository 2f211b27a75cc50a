package dev.roster.system;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL beside Roster that can be stopped and comes back with its data on the same port. */
final class Database implements AutoCloseable {
    private static final Duration TO_START = Duration.ofSeconds(60);

    private final Path folder;
    private final int port = FreePort.next();
    private @Nullable EmbeddedPostgres server;

    private Database(Path folder) {
        this.folder = folder;
    }

    /** Where a PostgreSQL will be once it is started. */
    static Database planned(Path folder) {
        return new Database(Folder.create(folder));
    }

    static Database start(Path folder) {
        return planned(folder).start();
    }

    Database start() {
        Redirect log = Redirect.appendTo(folder.resolve("postgres.log").toFile());
        try {
            server = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(folder.resolve("postgres"))
                    .setCleanDataDirectory(false)
                    .setOutputRedirector(log)
                    .setErrorRedirector(log)
                    .setPGStartupWait(TO_START)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    void stop() {
        try {
            Objects.requireNonNull(server, "not started").close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = null;
    }

    int port() {
        return port;
    }

    /** As {@code quarkus.datasource.reactive.url} wants it. */
    String url() {
        return "postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** What somebody with psql would do. */
    void execute(String sql) {
        var source = Objects.requireNonNull(server, "not started").getPostgresDatabase();
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            stop();
        }
    }
}
