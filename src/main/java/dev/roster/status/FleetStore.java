package dev.roster.status;

import dev.roster.envoy.ResourceType;
import dev.roster.request.UnavailableException;
import dev.roster.resource.ResourceKey;
import dev.roster.resource.XdstpName;
import dev.roster.snapshot.Viewer;
import dev.roster.xds.Standing;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Through which replicas tell each other of their streams. Each call fails
 * with {@link UnavailableException} when the database does not answer in time.
 */
public interface FleetStore {
    /**
     * Shows that this replica is alive, writes these of its streams and forgets those, all with one statement.
     *
     * @return whether the replica was not known, so that all streams that were written before are forgotten
     */
    Uni<Boolean> write(Report report);

    /** Forgets this replica and its streams. */
    Uni<Void> leave();

    /** Every stream of the other replicas. */
    Uni<List<StreamHead>> heads();

    /** The other replicas' streams of these nodes. */
    Uni<List<ConnectedStream>> streams(Collection<String> nodeIds);

    /** What the other replicas' clients that have resources of this type made of them, by the resources' own names. */
    Uni<Map<String, List<Verdict>>> verdicts(ResourceType type, Set<Sought> resources);

    /**
     * What has changed. Immutable.
     *
     * @param streams those to write
     * @param closed the ids of those to forget
     * @param at nanoseconds of the sessions' clock
     */
    record Report(List<ReportedStream> streams, Collection<Long> closed, long at) {
        public Report {
            streams = List.copyOf(streams);
            closed = List.copyOf(closed);
        }
    }

    /**
     * A resource that is asked about. Immutable.
     *
     * @param collection the name by which delta clients ask for it together with others (P53), or its own where there is none
     */
    record Sought(String name, String collection) {
        public static Sought of(ResourceKey key) {
            Optional<String> collection = key.type().isOnDemand() ? Optional.empty() : XdstpName.collection(key.name());
            return new Sought(key.name(), collection.orElse(key.name()));
        }
    }

    /** So many clients that see the same made the same of a resource. Immutable. */
    record Verdict(
            Viewer viewer, Standing standing, @Nullable String error, int clients) {}
}
