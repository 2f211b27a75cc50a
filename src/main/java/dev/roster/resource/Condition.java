package dev.roster.resource;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold of a resource for it to be written or removed; what it is if not, nobody overwrites unseen. Immutable. */
public sealed interface Condition {
    boolean holds(boolean exists, @Nullable String version);

    /** It may be anything, or not exist. */
    record None() implements Condition {
        @Override
        public boolean holds(boolean exists, @Nullable String version) {
            return true;
        }
    }

    /** It does not exist. */
    record Absent() implements Condition {
        @Override
        public boolean holds(boolean exists, @Nullable String version) {
            return !exists;
        }
    }

    /** It exists. */
    record Present() implements Condition {
        @Override
        public boolean holds(boolean exists, @Nullable String version) {
            return exists;
        }
    }

    /** It has one of these versions. */
    record OneOf(Set<String> versions) implements Condition {
        public OneOf {
            versions = Set.copyOf(versions);
        }

        @Override
        public boolean holds(boolean exists, @Nullable String version) {
            return version != null && versions.contains(version);
        }
    }
}
