package dev.roster.snapshot;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;

/**
 * What one resource is in the version of many, which is the sum of these: it follows a change without looking at the rest,
 * and is the same in whatever order the changes came. It has as many bits as the version of a resource, so that neither
 * makes the other the weaker one.
 */
public final class Fingerprint {
    private static final HashFunction HASH = Hashing.murmur3_128();

    private Fingerprint() {}

    /** Of a resource of this name and this content. */
    public static long of(String name, long content) {
        return HASH.newHasher()
                .putLong(content)
                .putString(name, StandardCharsets.UTF_8)
                .hash()
                .asLong();
    }
}
