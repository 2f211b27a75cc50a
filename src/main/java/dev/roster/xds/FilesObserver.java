package dev.roster.xds;

import java.nio.file.Path;
import java.util.Set;

/** Sees folders of files being written. Called on the thread that writes, but for the first call. */
public interface FilesObserver {
    /** These folders are to be written from now on. */
    default void follows(Set<Path> folders) {}

    /** All files of a folder are as they should be, after so many were written or removed. */
    default void written(Path folder, int files) {}

    /** A folder leads the Envoys that read it to so many files, and they watch each of them. */
    default void leadsTo(Path folder, int files) {}

    /** Some files of a folder could not be written: they stay as they were, and it is tried again. */
    default void failed(Path folder, Throwable cause) {}
}
