package dev.roster.xds.file;

import dev.roster.envoy.ResourceType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/** Changes to a folder that are seen whole or not at all, also after a crash. Each folder has one writer. */
final class Disk {
    /** What the names of unfinished files begin with. */
    static final String UNFINISHED = ".unfinished-";

    /** All files that are put here, finished or not. */
    static final String OURS = "{*.yaml," + UNFINISHED + "*}";

    private Disk() {}

    /** Who may read a file, as far as the umask of the process allows it. */
    enum Access {
        EVERYBODY("rw-r--r--"),
        OWNER("rw-------");

        private final String permissions;

        Access(String permissions) {
            this.permissions = permissions;
        }

        private FileAttribute<?> attribute() {
            return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
        }

        static Access to(ResourceType type) {
            return type == ResourceType.SECRET ? OWNER : EVERYBODY;
        }
    }

    static boolean holds(Path file, byte[] content) throws IOException {
        return Files.exists(file)
                && Files.size(file) == content.length
                && Arrays.equals(Files.readAllBytes(file), content);
    }

    /** Puts a file in its place, unless one with this content is there; returns whether it did. */
    static boolean put(Path file, byte[] content, Access access) throws IOException {
        if (holds(file, content)) {
            return false;
        }
        Path folder = folderOf(file);
        Path unfinished = Files.createTempFile(folder, UNFINISHED, "", access.attribute());
        try {
            write(unfinished, content);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        return true;
    }

    /** Makes a file where nobody looks yet. */
    static void create(Path file, byte[] content, Access access) throws IOException {
        write(Files.createFile(file, access.attribute()), content);
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /** Puts a symbolic link in its place; one that is there already is replaced. */
    static void link(Path link, Path target) throws IOException {
        Path folder = folderOf(link);
        Path unfinished = folder.resolve(UNFINISHED + link.getFileName());
        Files.deleteIfExists(unfinished);
        Files.createSymbolicLink(unfinished, target);
        Files.move(unfinished, link, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes what was put into a folder, or removed, last. */
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path folderOf(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IOException(file + " is in no folder");
        }
        return folder;
    }
}
