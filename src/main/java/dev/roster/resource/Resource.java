package dev.roster.resource;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.roster.envoy.DeterministicBytes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A resource that an operator wrote, as Envoy's message. Immutable.
 *
 * @param ttl how long a client keeps it without hearing of it again, or none
 * @param salt a part of a secret's version that nobody can guess; empty for everything else
 */
public record Resource(
        ResourceKey key, Message message, @Nullable Duration ttl, ByteString salt) {
    /** A resource as it was sent. */
    public static Resource of(ResourceKey key, Message message, @Nullable Duration ttl) {
        return new Resource(key, message, ttl, ByteString.EMPTY);
    }

    /** This one, with a salt that stays the same for as long as there is a resource of its key. */
    Resource salted(ByteString salt) {
        return new Resource(key, message, ttl, salt);
    }

    /** The same content has the same bytes everywhere. */
    public ByteString bytes() {
        return DeterministicBytes.of(message);
    }

    public String version() {
        return ResourceVersion.of(bytes(), ttl, salt);
    }

    /** Without the content, which may be a secret: wherever this may be printed. */
    @Override
    public String toString() {
        return "Resource[" + key + "]";
    }
}
