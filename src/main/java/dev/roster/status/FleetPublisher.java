package dev.roster.status;

import dev.roster.request.UnavailableException;
import dev.roster.status.FleetStore.Report;
import dev.roster.xds.StreamDescription;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells the other replicas of the streams to this one: every few seconds, what differs from what it told last, and if
 * nothing does only now and then that it is alive. Not thread-safe: one publication at a time.
 */
@Singleton
final class FleetPublisher {
    /** Of these one statement stays well below a megabyte, unless clients ask for very many names. */
    private static final int STREAMS_PER_STATEMENT = 200;

    private final OwnStreams own;
    private final FleetStore store;
    private final FleetMeters meters;
    private final StatusConfig config;
    private final Map<Long, ReportedStream> told = new HashMap<>();
    private long toldAt;
    private volatile boolean known;
    private volatile boolean leaving;

    FleetPublisher(OwnStreams own, FleetStore store, FleetMeters meters, StatusConfig config) {
        this.own = own;
        this.store = store;
        this.meters = meters;
        this.config = config;
    }

    @Scheduled(every = "${roster.status.publish-every}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> regularly() {
        if (leaving) {
            return Uni.createFrom().voidItem();
        }
        return own.described()
                .invoke(meters::show)
                .chain(this::publish)
                .onFailure(UnavailableException.class)
                .recoverWithNull();
    }

    /** Nobody need wait for the streams of a replica that stops to be given up. */
    void stop(@Observes ShutdownEvent event) {
        leaving = true;
        if (known) {
            store.leave().onFailure().recoverWithNull().await().indefinitely();
        }
    }

    Uni<Void> publish(List<StreamDescription> streams) {
        return Multi.createFrom()
                .iterable(reports(streams))
                .onItem()
                .transformToUniAndConcatenate(this::write)
                .collect()
                .last();
    }

    private List<Report> reports(List<StreamDescription> streams) {
        long now = own.now();
        long lasting = now - config.publishEvery().toNanos();
        List<Report> reports = new ArrayList<>();
        Set<Long> closed = new HashSet<>(told.keySet());
        List<ReportedStream> changed = new ArrayList<>();
        for (StreamDescription stream : streams) {
            closed.remove(stream.id());
            ReportedStream reported = ReportedStream.of(stream, lasting);
            if (!reported.equals(told.get(stream.id()))) {
                changed.add(reported);
            }
            if (changed.size() == STREAMS_PER_STATEMENT) {
                reports.add(new Report(changed, List.of(), now));
                changed.clear();
            }
        }
        if (!changed.isEmpty() || !closed.isEmpty() || (reports.isEmpty() && isSignDue())) {
            reports.add(new Report(changed, closed, now));
        }
        return reports;
    }

    private boolean isSignDue() {
        return !known || own.now() - toldAt >= config.signOfLife().toNanos();
    }

    private Uni<Void> write(Report report) {
        return store.write(report)
                .invoke(forgotten -> written(report, forgotten))
                .replaceWithVoid();
    }

    private void written(Report report, boolean forgotten) {
        if (forgotten) {
            told.clear(); // what was written before is written again next time
        }
        report.closed().forEach(told::remove);
        report.streams().forEach(stream -> told.put(stream.id(), stream));
        toldAt = own.now();
        known = true;
    }
}
