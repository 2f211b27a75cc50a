package dev.roster.snapshot;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.protobuf.Any;
import com.google.protobuf.util.Durations;
import dev.roster.resource.ResourceType;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A resource as it goes over the wire, made once and shared by every stream. Its version is the start of a SHA-256 over
 * its deterministic bytes. Immutable.
 */
public final class VersionedResource implements Published {
    private final Resource wire;
    private final Map<ResourceType, Set<String>> references;

    private VersionedResource(Resource wire, Map<ResourceType, Set<String>> references) {
        this.wire = wire;
        this.references = references;
    }

    /** Makes the resource of this name. */
    public static VersionedResource of(ResourceType type, String name, ResourceContent content) {
        Resource.Builder wire = Resource.newBuilder()
                .setName(name)
                .addAllAliases(new TreeSet<>(content.aliases())) // in the same order everywhere
                .setVersion(version(content))
                .setResource(Any.newBuilder().setTypeUrl(type.typeUrl()).setValue(content.bytes()));
        if (content.ttl() != null) {
            wire.setTtl(Durations.fromMillis(content.ttl().toMillis()));
        }
        return new VersionedResource(wire.build(), content.references());
    }

    /** Aliases follow from the bytes and need no part in it; another time to live is news to the client. */
    private static String version(ResourceContent content) {
        Hasher hasher = Hashing.sha256().newHasher().putBytes(content.bytes().asReadOnlyByteBuffer());
        if (content.ttl() != null) {
            hasher.putLong(content.ttl().toMillis());
        }
        return hasher.hash().toString().substring(0, 16);
    }

    public String name() {
        return wire.getName();
    }

    public String version() {
        return wire.getVersion();
    }

    /** Other names by which clients ask for it. */
    public List<String> aliases() {
        return wire.getAliasesList();
    }

    /** As delta responses carry it. */
    public Resource wire() {
        return wire;
    }

    /** As state-of-the-world responses carry it. */
    public Any any() {
        return wire.getResource();
    }

    /** Bytes on the wire. */
    public int size() {
        return wire.getSerializedSize();
    }

    /** The names of the resources that a client which has this one fetches because of it, by type. */
    public Map<ResourceType, Set<String>> references() {
        return references;
    }

    /** The names of the resources of this type that a client which has this one fetches because of it. */
    public Set<String> references(ResourceType type) {
        return references.getOrDefault(type, Set.of());
    }

    @Override
    public VersionedResource over(Transport transport) {
        return this;
    }

    @Override
    public long fingerprint() {
        return Long.parseUnsignedLong(version(), 16);
    }
}
