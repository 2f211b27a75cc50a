package dev.roster.snapshot;

import com.google.protobuf.ByteString;
import dev.roster.envoy.ResourceType;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a resource holds besides its name. Immutable.
 *
 * @param bytes the deterministic serialisation of the resource's message
 * @param references the names of the resources that a client fetches because of this one, by type
 * @param aliases other names by which clients ask for it
 * @param ttl how long a client keeps it without hearing of it again, or none
 * @param salt what makes the version of a secret beside all this; empty for everything else
 */
public record ResourceContent(
        ByteString bytes,
        Map<ResourceType, Set<String>> references,
        Set<String> aliases,
        @Nullable Duration ttl,
        ByteString salt) {
    public ResourceContent {
        references = Map.copyOf(references);
        aliases = Set.copyOf(aliases);
    }

    /** Content that refers to nothing. */
    static ResourceContent of(ByteString bytes) {
        return new ResourceContent(bytes, Map.of(), Set.of(), null, ByteString.EMPTY);
    }

    /** Content because of which a client fetches these resources. */
    static ResourceContent referring(ByteString bytes, Map<ResourceType, Set<String>> references) {
        return new ResourceContent(bytes, references, Set.of(), null, ByteString.EMPTY);
    }
}
