package dev.roster.xds.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A disk that fails when told, as a real one does. Not thread-safe but for telling it. */
final class FaultyDisk implements Disk.Maker {
    private volatile @Nullable Fault fault;
    private volatile String of = "";

    /** What may be the matter with a disk. */
    enum Fault {
        /** What still fits is written. */
        FULL {
            @Override
            void make(Path file, byte[] content, Disk.Access access) throws IOException {
                REAL.make(file, Arrays.copyOf(content, content.length / 2), access);
                throw new FileSystemException(file.toString(), null, "No space left on device");
            }
        },
        DENIED {
            @Override
            void make(Path file, byte[] content, Disk.Access access) throws IOException {
                throw new AccessDeniedException(file.toString());
            }
        };

        abstract void make(Path file, byte[] content, Disk.Access access) throws IOException;
    }

    /** From now on it makes no files of names that hold this. */
    void fails(Fault how, String name) {
        of = name;
        fault = how;
    }

    void recovers() {
        fault = null;
    }

    @Override
    public void make(Path file, byte[] content, Disk.Access access) throws IOException {
        Fault now = fault;
        if (now != null && String.valueOf(file.getFileName()).contains(of)) {
            now.make(file, content, access);
        } else {
            REAL.make(file, content, access);
        }
    }
}
