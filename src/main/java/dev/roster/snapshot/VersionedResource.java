package dev.roster.snapshot;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import dev.roster.resource.ResourceType;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.util.Set;

/**
 * A resource as it goes over the wire, made once and shared by every stream. Its version is the start of a SHA-256 over
 * its deterministic bytes. Immutable.
 */
public final class VersionedResource implements Published {
    private final Resource wire;
    private final Set<String> endpoints;

    private VersionedResource(Resource wire, Set<String> endpoints) {
        this.wire = wire;
        this.endpoints = endpoints;
    }

    /**
     * Makes the resource of this name.
     *
     * @param bytes the deterministic serialisation of the resource's message
     * @param endpoints the assignments that a cluster fetches; none for other types
     */
    public static VersionedResource of(ResourceType type, String name, ByteString bytes, Set<String> endpoints) {
        HashCode hash = Hashing.sha256().hashBytes(bytes.asReadOnlyByteBuffer());
        return new VersionedResource(
                Resource.newBuilder()
                        .setName(name)
                        .setVersion(hash.toString().substring(0, 16))
                        .setResource(Any.newBuilder().setTypeUrl(type.typeUrl()).setValue(bytes))
                        .build(),
                Set.copyOf(endpoints));
    }

    public String name() {
        return wire.getName();
    }

    public String version() {
        return wire.getVersion();
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

    /** The names of the assignments that this cluster fetches. */
    public Set<String> endpoints() {
        return endpoints;
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
