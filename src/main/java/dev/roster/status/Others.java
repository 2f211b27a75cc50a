package dev.roster.status;

import dev.roster.envoy.ResourceType;
import dev.roster.request.UnavailableException;
import dev.roster.status.FleetStore.Sought;
import dev.roster.status.FleetStore.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the other replicas told; nothing while the database does not answer. Thread-safe. */
@Singleton
final class Others {
    private final FleetStore store;

    Others(FleetStore store) {
        this.store = store;
    }

    Uni<Seen<List<StreamHead>>> heads() {
        return known(store.heads(), List.of());
    }

    Uni<Seen<List<ConnectedStream>>> streams(Collection<String> nodeIds) {
        return known(store.streams(nodeIds), List.of());
    }

    Uni<Seen<Map<String, List<Verdict>>>> verdicts(ResourceType type, Set<Sought> resources) {
        return known(store.verdicts(type, resources), Map.of());
    }

    private static <T> Uni<Seen<T>> known(Uni<T> told, T nothing) {
        return told.map(found -> new Seen<>(found, true))
                .onFailure(UnavailableException.class)
                .recoverWithItem(() -> new Seen<>(nothing, false));
    }
}
