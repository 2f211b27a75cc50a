package dev.roster.snapshot;

import dev.roster.resource.XdstpName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePSet;

/** All resources of one type by name, with a version of them as a whole. Immutable. */
final class TypeSnapshot {
    static final TypeSnapshot EMPTY = new TypeSnapshot(HashTreePMap.empty(), HashTreePMap.empty(), 0);

    private final PMap<String, Published> resources;
    /** The names of the resources that are also found under another name: an alias, or that of their collection. */
    private final PMap<String, PSortedSet<String>> index;
    /** The sum of a hash of each name and content, so that it follows a change without looking at the rest. */
    private final long fingerprint;

    private TypeSnapshot(PMap<String, Published> resources, PMap<String, PSortedSet<String>> index, long fingerprint) {
        this.resources = resources;
        this.index = index;
        this.fingerprint = fingerprint;
    }

    Optional<Published> get(String name) {
        return Optional.ofNullable(resources.get(name));
    }

    /** The names of the resources with this alias or in this collection, in an order that is the same on all replicas. */
    Set<String> under(String other) {
        return index.getOrDefault(other, TreePSet.empty());
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
        PMap<String, PSortedSet<String>> others = index;
        long sum = fingerprint;
        for (Map.Entry<String, Optional<Published>> change : changed.entrySet()) {
            String name = change.getKey();
            Optional<Published> before = get(name);
            Optional<Published> after = change.getValue();
            sum += fingerprintOf(name, after) - fingerprintOf(name, before);
            map = after.isPresent() ? map.plus(name, after.get()) : map.minus(name);
            for (String other : others(name, before)) {
                PSortedSet<String> left =
                        others.getOrDefault(other, TreePSet.empty()).minus(name);
                others = left.isEmpty() ? others.minus(other) : others.plus(other, left);
            }
            for (String other : others(name, after)) {
                others = others.plus(
                        other, others.getOrDefault(other, TreePSet.empty()).plus(name));
            }
        }
        return new TypeSnapshot(map, others, sum);
    }

    private static List<String> others(String name, Optional<Published> resource) {
        return resource.stream()
                .flatMap(present -> Stream.concat(
                        present.over(Transport.ADS).aliases().stream(), XdstpName.collection(name).stream()))
                .toList();
    }

    /** The part that the resources of these names have in the fingerprint. */
    long fingerprintOf(Collection<String> names) {
        return names.stream().mapToLong(name -> fingerprintOf(name, get(name))).sum();
    }

    private static long fingerprintOf(String name, Optional<Published> resource) {
        return resource.map(present -> Fingerprint.of(name, present.fingerprint()))
                .orElse(0L);
    }
}
