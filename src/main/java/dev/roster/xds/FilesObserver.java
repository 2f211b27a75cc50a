package dev.roster.xds;

/** Sees files being written. Called on the thread that writes. */
public interface FilesObserver {
    /** All files are as they should be, after so many were written or removed. */
    default void written(int files) {}

    /** Some files could not be written: they stay as they were, and it is tried again. */
    default void failed(Throwable cause) {}
}
