package dev.roster.xds;

import dev.roster.snapshot.Fingerprint;
import dev.roster.snapshot.VersionedResource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The version of all that a state-of-the-world client was sent: who was sent the same has the same, on every replica. A
 * change costs the same however much that is. Not thread-safe: belongs to its stream.
 */
final class SentVersion {
    private long sum;

    /** The version of exactly these. */
    static String of(Collection<VersionedResource> resources) {
        SentVersion version = new SentVersion();
        resources.forEach(resource -> version.change(resource.name(), null, resource.version()));
        return version.text();
    }

    /** The client is sent another version than before under this name, or none any more. */
    void change(String name, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before, after)) { // a full set mostly repeats
            sum += part(name, after) - part(name, before);
        }
    }

    private static long part(String name, @Nullable String version) {
        return version == null ? 0 : Fingerprint.of(name, Long.parseUnsignedLong(version, 16));
    }

    String text() {
        return HexFormat.of().toHexDigits(sum);
    }
}
