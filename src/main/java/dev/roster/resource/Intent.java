package dev.roster.resource;

import org.jspecify.annotations.Nullable;

/**
 * Who changes resources, and whether in earnest. Immutable.
 *
 * @param dryRun says what would happen, and stores nothing
 * @param restored the revision that a rollback brings back, or none
 */
public record Intent(
        String author, boolean dryRun, @Nullable Long restored) {
    public Intent(String author, boolean dryRun) {
        this(author, dryRun, null);
    }

    Intent restoring(long revision) {
        return new Intent(author, dryRun, revision);
    }
}
