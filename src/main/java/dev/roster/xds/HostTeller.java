package dev.roster.xds;

import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.util.Optional;

/**
 * Tells a delta client of virtual hosts under the names by which it asked, and withdraws them by their own. Not
 * thread-safe: belongs to its stream.
 */
final class HostTeller implements DeltaTeller {
    private final Subscriptions asked;
    private final TypeState state;
    private final HostInterest interest;
    private final HostsServed served;

    HostTeller(TypeState state, HostInterest interest) {
        this.asked = state.asked();
        this.state = state;
        this.interest = interest;
        this.served = interest.served();
    }

    @Override
    public boolean add(String name, VersionedResource host, DeltaBatch batch) {
        if (!batch.add(name, host)) {
            return false;
        }
        asked.sent(name, host.version());
        served.serve(name, host.name());
        return true;
    }

    /** Envoy lets the request that waits for a host go on only for a resource of that name or alias, with a body or without. */
    @Override
    public boolean addAbsent(String name, DeltaBatch batch) {
        Resource absent = Resource.newBuilder()
                .setName(name)
                .addAliases(name)
                .setVersion(HostInterest.ABSENT)
                .build();
        if (!batch.addAbsent(absent)) {
            return false;
        }
        asked.sent(name, HostInterest.ABSENT);
        served.withdraw(name);
        return true;
    }

    @Override
    public boolean addChange(String name, DeltaBatch batch, TypeView view, boolean withRemovals) {
        Optional<VersionedResource> host = interest.due(name, view);
        if (host.isEmpty()) {
            served.withdraw(name);
            asked.gone(name);
            return true;
        }
        boolean another = !served.isServed(name, host.get().name());
        return !(another || state.mustSend(name, host.get().version())) || add(name, host.get(), batch);
    }

    @Override
    public void addMore(DeltaBatch batch, TypeView view) {
        if (state.backlog().owesNothing()) { // what is owed may be answered by a host that answered nothing else
            served.tellAbandoned(batch::addRemoved);
        }
        interest.wakeRoutes(batch::addRemoved);
    }

    /** A host that expires is asked for again when it is met again: that is what its time to live is for. */
    @Override
    public boolean mention(String host, DeltaBatch batch, TypeView view) {
        return true;
    }
}
