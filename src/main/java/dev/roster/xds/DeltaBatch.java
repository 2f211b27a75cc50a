package dev.roster.xds;

import com.google.protobuf.CodedOutputStream;
import dev.roster.snapshot.VersionedResource;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A delta response in the making, of at most about 2 MiB (P23). Not thread-safe. */
final class DeltaBatch {
    private static final int MAX_BYTES = 2 * 1024 * 1024 - 4096;
    /** The tag and length before each resource, at most. */
    private static final int FRAME = 6;

    private final DeltaDiscoveryResponse.Builder response = DeltaDiscoveryResponse.newBuilder();
    private final Map<String, VersionedResource> resources = new LinkedHashMap<>();
    private int bytes;

    /** Whether there is room; the first resource always fits. */
    boolean fits(VersionedResource resource) {
        return isEmpty() || bytes + resource.size() + FRAME <= MAX_BYTES;
    }

    boolean fitsRemoved(String name) {
        return isEmpty() || bytes + size(name) <= MAX_BYTES;
    }

    /** Adds a resource, once (P20). */
    void add(VersionedResource resource) {
        if (resources.put(resource.name(), resource) == null) {
            response.addResources(resource.wire());
            bytes += resource.size() + FRAME;
        }
    }

    void addRemoved(String name) {
        response.addRemovedResources(name);
        bytes += size(name);
    }

    private static int size(String name) {
        return CodedOutputStream.computeStringSize(DeltaDiscoveryResponse.REMOVED_RESOURCES_FIELD_NUMBER, name);
    }

    boolean isEmpty() {
        return bytes == 0;
    }

    Collection<VersionedResource> resources() {
        return resources.values();
    }

    Map<String, String> versions() {
        Map<String, String> versions = HashMap.newHashMap(resources.size());
        resources.forEach((name, resource) -> versions.put(name, resource.version()));
        return versions;
    }

    DeltaDiscoveryResponse response(String typeUrl, String nonce) {
        return response.setTypeUrl(typeUrl).setNonce(nonce).build();
    }
}
