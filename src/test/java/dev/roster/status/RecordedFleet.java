package dev.roster.status;

import dev.roster.envoy.ResourceType;
import dev.roster.request.UnavailableException;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes down the reports that it is given. Not thread-safe. */
final class RecordedFleet implements FleetStore {
    private final List<Report> reports = new ArrayList<>();
    private boolean forgotten = true;
    private final List<ConnectedStream> others = new ArrayList<>();
    private boolean failing;

    /** The reports since the last time. */
    List<Report> take() {
        List<Report> taken = List.copyOf(reports);
        reports.clear();
        return taken;
    }

    /** The next report is not taken, and no question is answered until then. */
    void fail() {
        failing = true;
    }

    /** Another replica gives this one up. */
    void forget() {
        forgotten = true;
    }

    /** A stream of another replica. */
    void add(ConnectedStream other) {
        others.add(other);
    }

    @Override
    public Uni<Boolean> write(Report report) {
        if (failing) {
            failing = false;
            return outage();
        }
        boolean created = forgotten;
        forgotten = false;
        reports.add(report);
        return Uni.createFrom().item(created);
    }

    @Override
    public Uni<Void> leave() {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<List<StreamHead>> heads() {
        return failing
                ? outage()
                : Uni.createFrom()
                        .item(others.stream().map(ConnectedStream::head).toList());
    }

    @Override
    public Uni<List<ConnectedStream>> streams(Collection<String> nodeIds) {
        return failing
                ? outage()
                : Uni.createFrom()
                        .item(others.stream()
                                .filter(stream -> nodeIds.contains(stream.nodeId()))
                                .toList());
    }

    @Override
    public Uni<Map<String, List<Verdict>>> verdicts(ResourceType type, Set<Sought> resources) {
        return failing ? outage() : Uni.createFrom().item(Map.of());
    }

    private static <T> Uni<T> outage() {
        return Uni.createFrom().failure(new UnavailableException());
    }
}
