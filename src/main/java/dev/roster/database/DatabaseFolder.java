package dev.roster.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder where the embedded database lives, for one process at a time: the operating system gives its lock back however
 * the process ends.
 */
final class DatabaseFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private DatabaseFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static DatabaseFolder lock(Path path) throws IOException {
        Files.createDirectories(path);
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new DatabaseStartException("another Roster runs in the folder " + path.toAbsolutePath()
                    + "; stop it, or set roster.embedded-database.directory to another folder");
        }
        return new DatabaseFolder(path.toAbsolutePath().normalize(), channel);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    Path data() {
        return path.resolve("data");
    }

    Path binaries() {
        return path.resolve("postgresql");
    }

    Path log() {
        return path.resolve("postgresql.log");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
