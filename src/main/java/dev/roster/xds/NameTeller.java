package dev.roster.xds;

import dev.roster.envoy.ResourceType.Removal;
import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;
import java.time.Duration;
import java.util.Optional;

/** Tells a delta client of resources by their own names. Not thread-safe: belongs to its stream. */
final class NameTeller implements DeltaTeller {
    private final Subscriptions asked;
    private final TypeState state;
    private final Channel<?> channel;
    private final Sweep sweep;
    /** Whether removals wait until nothing refers to what is removed. */
    private final boolean lingers;

    NameTeller(TypeState state, Channel<?> channel, Sweep sweep, Removal removal) {
        this.asked = state.asked();
        this.state = state;
        this.channel = channel;
        this.sweep = sweep;
        this.lingers = removal == Removal.WHEN_UNUSED;
    }

    @Override
    public boolean add(String name, VersionedResource resource, DeltaBatch batch) {
        if (!batch.add(name, resource)) {
            return false;
        }
        asked.sent(name, resource.version());
        state.heartbeats().sent(name, resource, channel.now());
        return true;
    }

    @Override
    public boolean addAbsent(String name, DeltaBatch batch) {
        if (!batch.addRemoved(name)) {
            return false;
        }
        asked.gone(name);
        state.heartbeats().forget(name);
        return true;
    }

    @Override
    public boolean addChange(String name, DeltaBatch batch, TypeView view, boolean withRemovals) {
        Optional<VersionedResource> resource = asked.due(name, view);
        if (resource.isPresent()) {
            return !state.mustSend(name, resource.get().version()) || add(name, resource.get(), batch);
        }
        if (!asked.has(name)) {
            return true;
        }
        if (lingers && view.isReferredTo(name)) {
            state.backlog().keep(name); // P44
        } else if (!withRemovals) {
            state.backlog().retire(name, channel.now());
        } else {
            return addAbsent(name, batch);
        }
        return true;
    }

    @Override
    public void addMore(DeltaBatch batch, TypeView view) {
        while (sweep.hasNext()) {
            String name = sweep.peek();
            Optional<VersionedResource> resource = asked.due(name, view);
            if (resource.isPresent() && (sweep.isOwed() || asked.wants(resource.get()))) {
                if (!add(name, resource.get(), batch)) {
                    return;
                }
                state.backlog().drop(name);
            }
            sweep.next();
        }
    }

    /** Only the version that the client accepted last is one that it has for certain; of any other a heartbeat is an error. */
    @Override
    public boolean mention(String name, DeltaBatch batch, TypeView view) {
        ResourceState known = asked.state(name);
        Optional<Duration> ttl = asked.due(name, view).map(VersionedResource::ttl);
        if (known == null || ttl.isEmpty()) {
            state.heartbeats().forget(name);
            return true;
        }
        return known.accepted == null
                || state.answers().awaited(name)
                || batch.addBare(Heartbeats.mention(name, known.accepted, ttl.get()));
    }
}
