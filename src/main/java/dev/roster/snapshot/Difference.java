package dev.roster.snapshot;

import dev.roster.envoy.ResourceType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What of a batch differs from the view before it. Not thread-safe: belongs to the projection. */
final class Difference {
    private static final Scope CLUSTERS = Scope.everyone(ResourceType.CLUSTER);

    private final Snapshot before;
    private final Map<Scope, Map<String, Optional<Published>>> next = new HashMap<>();
    private final Map<Scope, Set<String>> names = new HashMap<>();
    private final Set<String> services = new HashSet<>();

    Difference(Snapshot before) {
        this.before = before;
    }

    void compare(Scope scope, String name, Optional<Published> resource) {
        Optional<Published> last = before.get(scope, name);
        boolean differs = !resource.map(Published::fingerprint).equals(last.map(Published::fingerprint));
        if (differs) {
            names.computeIfAbsent(scope, s -> new HashSet<>()).add(name);
        }
        if (differs || resource.flatMap(Published::written).isPresent()) { // what it hides may differ
            next.computeIfAbsent(scope, s -> new HashMap<>()).put(name, resource);
        }
        if (scope.equals(CLUSTERS) && isService(last) != isService(resource)) {
            services.add(name);
        }
    }

    /** Every service yields a cluster. */
    private static boolean isService(Optional<Published> cluster) {
        return cluster.flatMap(Published::generated).isPresent();
    }

    SnapshotUpdate update(long since) {
        return new SnapshotUpdate(before, before.with(next), new ChangedNames(names, services), since);
    }
}
