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

/** Changes to a folder that are seen whole or not at all, also after a crash. Immutable; each folder has one writer. */
final class Disk {
    /** What the names of unfinished files begin with. */
    static final String UNFINISHED = ".unfinished-";

    /** All files that are put here, finished or not. */
    static final String OURS = "{*.yaml," + UNFINISHED + "*}";

    private final Maker maker;

    Disk(Maker maker) {
        this.maker = maker;
    }

    /** Makes files that are not there yet, with their content. */
    interface Maker {
        /** The disk that there is. */
        Maker REAL = (file, content, access) -> write(Files.createFile(file, access.attribute()), content);

        void make(Path file, byte[] content, Access access) throws IOException;
    }

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
    boolean put(Path file, byte[] content, Access access) throws IOException {
        if (holds(file, content)) {
            return false;
        }
        replace(file, unfinished -> create(unfinished, content, access));
        return true;
    }

    /** Makes a file where nobody looks yet. */
    void create(Path file, byte[] content, Access access) throws IOException {
        maker.make(file, content, access);
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
        replace(link, unfinished -> Files.createSymbolicLink(unfinished, target));
    }

    private static void replace(Path place, Making making) throws IOException {
        Path unfinished = folderOf(place).resolve(UNFINISHED + "next");
        Files.deleteIfExists(unfinished);
        try {
            making.at(unfinished);
            Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished); // only a failure leaves it
        }
    }

    private interface Making {
        void at(Path unfinished) throws IOException;
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
