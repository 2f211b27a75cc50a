package dev.roster.changelog;

import java.util.Map;
import java.util.Optional;

/**
 * One batch from the change log: per kind the keys that may have changed with their present state (none: deleted).
 * When {@link #everything} the batch holds the whole state, and what it does not hold does not exist. Immutable; the
 * maps are handed over by the reader that filled them and written by nobody afterwards.
 *
 * @param everything whether this is the whole state, read at the start or after the log was trimmed past the reader
 * @param loggedAt {@link System#nanoTime} of this machine at which the oldest change of the batch was logged
 */
public record Changes(boolean everything, long loggedAt, Map<Kind<?>, Map<String, Optional<?>>> states) {
    public Changes {
        states = Map.copyOf(states);
    }

    /** How many keys the batch holds. */
    public int size() {
        return states.values().stream().mapToInt(Map::size).sum();
    }

    /** The keys of this kind, with their states. */
    @SuppressWarnings("unchecked") // a reader of Kind<T> puts nothing but T under it
    public <T> Map<String, Optional<T>> of(Kind<T> kind) {
        return (Map<String, Optional<T>>) (Map<String, ?>) states.getOrDefault(kind, Map.of());
    }
}
