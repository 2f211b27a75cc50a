package dev.roster.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The data folder of the database that Roster brings along: it tells which process serves it, if one does. */
final class EmbeddedData implements AutoCloseable {
    private static final String PID_FILE = "postmaster.pid";
    private static final int DEPTH = 3;

    private final Path folder;

    EmbeddedData(Path folder) {
        this.folder = folder;
    }

    /** The process that PostgreSQL itself has written down. */
    OptionalLong pid() {
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            return files.filter(file -> file.endsWith(PID_FILE))
                    .flatMap(file -> Folder.read(file).lines().limit(1))
                    .mapToLong(line -> Long.parseLong(line.strip()))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends a PostgreSQL that a failed story left behind. */
    @Override
    public void close() {
        pid().stream()
                .mapToObj(ProcessHandle::of)
                .flatMap(handle -> handle.stream())
                .forEach(ProcessHandle::destroy);
    }
}
