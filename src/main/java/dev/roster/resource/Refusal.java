package dev.roster.resource;

import dev.roster.request.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a resource is not shown, written or removed as asked; each carries what the caller needs to put it right. Immutable. */
public sealed interface Refusal {
    record UnknownResource(ResourceKey key) implements Refusal {}

    record UnknownRevision(ResourceKey key, long revision) implements Refusal {}

    /** The revision says that the resource was deleted: there is nothing to show or to bring back. */
    record NothingHeld(ResourceKey key, long revision) implements Refusal {}

    /** What is stored was written past the API, or sealed by a key that is not known here. */
    record Unreadable(ResourceKey key, String reason) implements Refusal {}

    /** The resource is not as the caller believes; its version, if there is one. */
    record Stale(ResourceKey key, @Nullable String version) implements Refusal {}

    /** Resources that cannot stand beside what is stored; nothing was stored. */
    record Conflicts(List<Violation> violations) implements Refusal {
        public Conflicts {
            violations = List.copyOf(violations);
        }
    }

    /** There is no key to seal a secret by. */
    record NoSecretKey() implements Refusal {}
}
