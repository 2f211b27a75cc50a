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
    private final Channel<?> channel;
    private final HostInterest interest;
    private final HostsServed served;

    HostTeller(TypeState state, Channel<?> channel, HostInterest interest) {
        this.asked = state.asked();
        this.state = state;
        this.channel = channel;
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
        state.heartbeats().sent(host.name(), host, channel.now());
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

    /**
     * With its body: an Envoy takes a host without one for a host that does not exist. See <a
     * href="https://github.com/envoyproxy/envoy/blob/v1.36.0/source/extensions/config_subscription/grpc/delta_subscription_state.cc">
     * its {@code supports_heartbeats_}</a>. So one that was rejected since cannot be kept as it was.
     */
    @Override
    public boolean mention(String host, DeltaBatch batch, TypeView view) {
        Optional<VersionedResource> lasting = view.get(host).filter(present -> present.ttl() != null);
        if (lasting.isEmpty() || served.names(host).isEmpty()) {
            state.heartbeats().forget(host);
            return true;
        }
        return served.names(host).stream()
                .filter(name -> asked.hasAccepted(name, lasting.get().version()) && interest.isDue(host, name, view))
                .findFirst()
                .map(name -> add(name, lasting.get(), batch))
                .orElse(true);
    }
}
