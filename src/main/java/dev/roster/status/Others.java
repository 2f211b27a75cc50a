package dev.roster.status;

import dev.roster.request.UnavailableException;
import dev.roster.resource.ResourceKey;
import dev.roster.status.FleetStore.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;

/** What the other replicas told; nothing while the database does not answer. Thread-safe. */
@Singleton
final class Others {
    private final FleetStore store;

    Others(FleetStore store) {
        this.store = store;
    }

    Uni<Seen<List<StreamHead>>> heads() {
        return known(store.heads());
    }

    Uni<Seen<List<ConnectedStream>>> streams(Collection<String> nodeIds) {
        return known(store.streams(nodeIds));
    }

    Uni<Seen<List<Verdict>>> verdicts(ResourceKey key) {
        return known(store.verdicts(key));
    }

    private static <T> Uni<Seen<List<T>>> known(Uni<List<T>> told) {
        return told.map(found -> new Seen<>(found, true))
                .onFailure(UnavailableException.class)
                .recoverWithItem(() -> new Seen<>(List.of(), false));
    }
}
