package dev.roster.snapshot;

import com.google.protobuf.Any;
import com.google.protobuf.util.Durations;
import dev.roster.envoy.ResourceType;
import dev.roster.resource.ResourceVersion;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A resource as it goes over the wire, made once and shared by every stream. Immutable.
 */
public final class VersionedResource implements Published {
    private final Resource wire;
    private final Any any;
    private final Map<ResourceType, Set<String>> references;
    private final @Nullable Duration ttl;

    private VersionedResource(Resource wire, ResourceContent content) {
        this.wire = wire;
        this.references = content.references();
        this.ttl = content.ttl();
        this.any = ttl == null ? wire.getResource() : Any.pack(wire);
    }

    /** Makes the resource of this name. */
    public static VersionedResource of(ResourceType type, String name, ResourceContent content) {
        Resource.Builder wire = Resource.newBuilder()
                .setName(name)
                .addAllAliases(new TreeSet<>(content.aliases())) // in the same order everywhere
                .setVersion(ResourceVersion.of(content.bytes(), content.ttl(), content.salt()))
                .setResource(Any.newBuilder().setTypeUrl(type.typeUrl()).setValue(content.bytes()));
        if (content.ttl() != null) {
            wire.setTtl(Durations.fromMillis(content.ttl().toMillis()));
        }
        return new VersionedResource(wire.build(), content);
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

    /** The same for clients that understand a time to live there: a resource that has one is wrapped with it (P51). */
    public Any anyWithTtl() {
        return any;
    }

    /** How long a client keeps it without hearing of it again, or none. */
    public @Nullable Duration ttl() {
        return ttl;
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
