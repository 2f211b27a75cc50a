package dev.roster.xds;

import com.google.protobuf.CodedOutputStream;
import dev.roster.snapshot.VersionedResource;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A delta response in the making, of at most about 2 MiB (P23), in which no name occurs twice (P20). What is added finds
 * room or is not added; the first always fits. Not thread-safe.
 */
final class DeltaBatch {
    private static final int MAX_BYTES = 2 * 1024 * 1024 - 4096;
    /** The tag and length before each name or resource, at most. */
    private static final int FRAME = 6;

    private final Map<String, VersionedResource> resources = new LinkedHashMap<>();
    private final Map<String, String> versions = new LinkedHashMap<>();
    private final Map<String, Set<String>> aliases = new HashMap<>();
    private final Map<String, Resource> bare = new LinkedHashMap<>();
    private final Set<String> removed = new LinkedHashSet<>();
    private final boolean alone;
    private int absent;
    private int bytes;

    /** @param alone whether there is room for one resource only */
    DeltaBatch(boolean alone) {
        this.alone = alone;
    }

    /** Adds a resource for a client that asks for it by this name; false when there is no room. */
    boolean add(String asked, VersionedResource resource) {
        boolean known = resources.containsKey(resource.name());
        boolean isAlias = !asked.equals(resource.name()) && !resource.aliases().contains(asked);
        int size = (known ? 0 : resource.size() + FRAME) + (isAlias ? size(asked) : 0);
        if ((alone && !known && !resources.isEmpty()) || (size > 0 && !takes(size))) {
            return false;
        }
        resources.put(resource.name(), resource);
        versions.put(asked, resource.version());
        if (isAlias) {
            aliases.computeIfAbsent(resource.name(), name -> new TreeSet<>()).add(asked);
        }
        return true;
    }

    /** Adds a resource without a body, which is no version to accept; false when there is no room. */
    boolean addBare(Resource resource) {
        if (!takes(resource.getSerializedSize() + FRAME)) {
            return false;
        }
        bare.put(resource.getName(), resource);
        return true;
    }

    /** Adds a resource without a body as the answer to this name; false when there is no room. */
    boolean addAbsent(Resource resource) {
        if (!addBare(resource)) {
            return false;
        }
        versions.put(resource.getName(), resource.getVersion());
        absent++;
        return true;
    }

    /** Adds the name of a resource that is gone; false when there is no room. */
    boolean addRemoved(String name) {
        return removed.contains(name) || (takes(size(name)) && removed.add(name));
    }

    private static int size(String name) {
        return CodedOutputStream.computeStringSizeNoTag(name) + FRAME;
    }

    private boolean takes(int size) {
        boolean fits = isEmpty() || bytes + size <= MAX_BYTES;
        bytes += fits ? size : 0;
        return fits;
    }

    boolean isEmpty() {
        return bytes == 0;
    }

    Collection<VersionedResource> resources() {
        return resources.values();
    }

    /** How many resources of which the client says what it makes of them: a heartbeat is none. */
    int size() {
        return resources.size() + absent;
    }

    /** The version of each resource by the name that the client asked for. */
    Map<String, String> versions() {
        return versions;
    }

    DeltaDiscoveryResponse response(String typeUrl, String nonce) {
        DeltaDiscoveryResponse.Builder response =
                DeltaDiscoveryResponse.newBuilder().setTypeUrl(typeUrl).setNonce(nonce);
        resources.forEach((name, resource) -> response.addResources(wire(resource)));
        return response.addAllResources(bare.values())
                .addAllRemovedResources(removed)
                .build();
    }

    /** A client looks for the very name by which it asked. */
    private Resource wire(VersionedResource resource) {
        Set<String> more = aliases.getOrDefault(resource.name(), Set.of());
        return more.isEmpty()
                ? resource.wire()
                : resource.wire().toBuilder().addAllAliases(more).build();
    }
}
