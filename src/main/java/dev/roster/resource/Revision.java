package dev.roster.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a resource was at some time. Immutable.
 *
 * @param number counts from 1 for each resource
 * @param cause how it came about
 * @param author who wrote it, as far as known
 * @param resource what was stored; none when it was deleted
 */
public record Revision(
        long number,
        Cause cause,
        String author,
        Instant writtenAt,
        @Nullable StoredResource resource) {
    /** What was stored; fails with {@link Refusal.NothingHeld} when the resource was deleted. */
    public StoredResource held(ResourceKey key) {
        if (resource == null) {
            throw new RefusedException(new Refusal.NothingHeld(key, number));
        }
        return resource;
    }

    /** How a revision came about. Immutable. */
    public sealed interface Cause {
        record Put() implements Cause {}

        record Deleted() implements Cause {}

        /** An earlier revision was brought back. */
        record RolledBack(long to) implements Cause {}
    }
}
