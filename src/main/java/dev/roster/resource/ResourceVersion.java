package dev.roster.resource;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The version of a resource, which clients see and REST shows as its ETag: a hash of its content. */
public final class ResourceVersion {
    private static final int DIGITS = 16;

    private ResourceVersion() {}

    /**
     * Aliases follow from the bytes and need no part in it; another time to live is news to the client.
     *
     * @param salt keeps who sees the version of a secret from trying out what it may be; empty for everything else
     */
    public static String of(ByteString bytes, @Nullable Duration ttl, ByteString salt) {
        Hasher hasher = Hashing.sha256().newHasher().putBytes(bytes.asReadOnlyByteBuffer());
        if (ttl != null) {
            hasher.putLong(ttl.toMillis());
        }
        return hasher.putBytes(salt.asReadOnlyByteBuffer()).hash().toString().substring(0, DIGITS);
    }
}
