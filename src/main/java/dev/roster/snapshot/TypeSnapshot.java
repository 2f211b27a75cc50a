package dev.roster.snapshot;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** All resources of one type by name, with a version of them as a whole. Immutable. */
final class TypeSnapshot {
    private static final HashFunction HASH = Hashing.murmur3_128();

    static final TypeSnapshot EMPTY = new TypeSnapshot(HashTreePMap.empty(), 0);

    private final PMap<String, Published> resources;
    /** The sum of a hash of each name and content, so that it follows a change without looking at the rest. */
    private final long fingerprint;

    private TypeSnapshot(PMap<String, Published> resources, long fingerprint) {
        this.resources = resources;
        this.fingerprint = fingerprint;
    }

    Optional<Published> get(String name) {
        return Optional.ofNullable(resources.get(name));
    }

    Set<String> names() {
        return resources.keySet();
    }

    int size() {
        return resources.size();
    }

    long fingerprint() {
        return fingerprint;
    }

    TypeSnapshot with(Map<String, Optional<Published>> changed) {
        PMap<String, Published> map = resources;
        long sum = fingerprint;
        for (Map.Entry<String, Optional<Published>> change : changed.entrySet()) {
            String name = change.getKey();
            sum -= fingerprintOf(name, get(name));
            sum += fingerprintOf(name, change.getValue());
            map = change.getValue().isPresent()
                    ? map.plus(name, change.getValue().get())
                    : map.minus(name);
        }
        return new TypeSnapshot(map, sum);
    }

    /** The part that the resources of these names have in the fingerprint. */
    long fingerprintOf(Collection<String> names) {
        return names.stream().mapToLong(name -> fingerprintOf(name, get(name))).sum();
    }

    private static long fingerprintOf(String name, Optional<Published> resource) {
        return resource.map(present -> mix(name, present.fingerprint())).orElse(0L);
    }

    static long mix(String name, long fingerprint) {
        return HASH.newHasher()
                .putLong(fingerprint)
                .putString(name, StandardCharsets.UTF_8)
                .hash()
                .asLong();
    }
}
