package dev.roster.xds;

import dev.roster.envoy.ResourceType;
import dev.roster.envoy.ResourceType.Removal;
import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** One type on a delta stream. Not thread-safe: belongs to its session. */
final class DeltaStream implements TypeStream<DeltaDiscoveryRequest> {
    private final String typeUrl;
    /** Whether removals wait until nothing refers to what is removed. */
    private final boolean lingers;

    private final Channel<DeltaDiscoveryResponse> channel;
    private final TypeState state;
    private final Subscriptions asked;
    private final Backlog backlog;
    private final Answers answers;
    private final Heartbeats heartbeats;

    private final DeltaInterest interest;
    private boolean requested;

    DeltaStream(String typeUrl, Channel<DeltaDiscoveryResponse> channel) {
        this.typeUrl = typeUrl;
        Removal removal = ResourceType.ofUrl(typeUrl).map(ResourceType::removal).orElse(Removal.IN_TURN);
        this.lingers = removal == Removal.WHEN_UNUSED;
        this.channel = channel;
        this.state = TypeState.of(channel);
        this.asked = state.asked();
        this.backlog = state.backlog();
        this.answers = state.answers();
        this.heartbeats = state.heartbeats();
        boolean late = lingers || (removal == Removal.LAST && channel.retireAfter() > 0);
        this.interest = new DeltaInterest(state, channel, late);
    }

    @Override
    public TypeState state() {
        return state;
    }

    @Override
    public void request(DeltaDiscoveryRequest request, TypeView view) {
        backlog.setApart(
                answers.takeApart(request.getResponseNonce(), request.hasErrorDetail(), request.getErrorDetail()));
        // an ACK of something else does not bring the rest of a response that was split (P22, P23)
        requested |= interest.take(request, view);
        requested |= !answers.unanswered();
    }

    @Override
    public void changed(TypeChange change) {
        Stream<String> listed =
                asked.asksBeyondNames() ? change.names().stream().filter(asked::concerns) : held(change.names());
        Stream.concat(listed, held(change.byName())).forEach(name -> backlog.note(name, change.since()));
    }

    /** Those of the names that the client has or asks for, found by going through whichever are fewer. */
    private Stream<String> held(Set<String> names) {
        Map<String, ResourceState> states = asked.states();
        return names.size() <= states.size()
                ? names.stream().filter(states::containsKey)
                : states.keySet().stream().filter(names::contains);
    }

    @Override
    public void resend(Collection<String> names) {
        names.stream().filter(asked::concerns).forEach(name -> backlog.repeat(name, channel.now()));
    }

    @Override
    public void answer(TypeView view) {
        if (!requested) {
            return;
        }
        requested = false;
        DeltaBatch batch = new DeltaBatch();
        takeOwed(batch, view);
        takeRest(batch, view);
        boolean owed = interest.owesAnswer();
        if (owed || !batch.isEmpty()) {
            // what did not fit follows once this is answered, like a push
            send(batch, Cause.request(!backlog.owesNothing() || interest.sweep().hasNext(), channel.now()));
        }
    }

    @Override
    public void push(TypeView view, boolean withRemovals) {
        if (answers.unanswered() || !behind()) {
            return;
        }
        Cause cause = Cause.change(backlog.since(channel.now()));
        DeltaBatch batch = new DeltaBatch();
        takeOwed(batch, view);
        takeRest(batch, view);
        if (withRemovals) {
            backlog.release(channel.now() - channel.retireAfter());
        }
        backlog.tellDirty(name -> takeDirty(name, batch, view, withRemovals));
        backlog.tellApart(name -> batch.isEmpty() && takeAlone(name, batch, view));
        if (!batch.isEmpty()) {
            send(batch, cause);
        }
    }

    private void takeOwed(DeltaBatch batch, TypeView view) {
        backlog.tellOwed(name ->
                asked.due(name, view).map(resource -> add(batch, resource)).orElseGet(() -> addRemoved(batch, name)));
    }

    private void takeRest(DeltaBatch batch, TypeView view) {
        Sweep sweep = interest.sweep();
        while (sweep.hasNext()) {
            String name = sweep.peek();
            Optional<VersionedResource> resource = asked.due(name, view);
            if (resource.isPresent() && (sweep.isOwed() || asked.wants(resource.get()))) {
                if (!add(batch, resource.get())) {
                    return;
                }
                backlog.drop(name);
            }
            sweep.next();
        }
    }

    /** Returns false when it finds no room. */
    private boolean takeDirty(String name, DeltaBatch batch, TypeView view, boolean withRemovals) {
        Optional<VersionedResource> resource = asked.due(name, view);
        if (resource.isPresent()) {
            return !state.mustSend(name, resource.get().version()) || add(batch, resource.get());
        }
        if (!asked.has(name)) {
            return true;
        }
        if (lingers && view.isReferredTo(name)) {
            backlog.keep(name); // P44
        } else if (!withRemovals) {
            backlog.retire(name, channel.now());
        } else {
            return addRemoved(batch, name);
        }
        return true;
    }

    /** One bad resource must not keep the good ones from the client that it was sent with (P82). Always finds room. */
    private boolean takeAlone(String name, DeltaBatch batch, TypeView view) {
        ResourceState known = asked.state(name);
        return asked.due(name, view)
                .filter(resource -> known != null && known.isOpen(resource.version()))
                .map(resource -> add(batch, resource))
                .orElse(true);
    }

    private boolean add(DeltaBatch batch, VersionedResource resource) {
        if (!batch.add(resource.name(), resource)) {
            return false;
        }
        asked.sent(resource.name(), resource.version());
        heartbeats.sent(resource.name(), resource, channel.now());
        return true;
    }

    private boolean addRemoved(DeltaBatch batch, String name) {
        if (!batch.addRemoved(name)) {
            return false;
        }
        asked.gone(name);
        heartbeats.forget(name);
        return true;
    }

    private void send(DeltaBatch batch, Cause cause) {
        String nonce = channel.nonce();
        answers.expect(nonce, new Sent(cause, channel.now(), batch.versions()));
        backlog.sent(batch.versions().keySet());
        channel.send(batch.response(typeUrl, nonce), batch.resources().size(), cause.reason());
        channel.told(batch.resources());
    }

    @Override
    public void beat(TypeView view) {
        DeltaBatch batch = new DeltaBatch();
        for (String name : heartbeats.take(channel.now())) {
            if (!mention(name, batch, view)) {
                send(batch, Cause.heartbeat(channel.now()));
                batch = new DeltaBatch();
                mention(name, batch, view);
            }
        }
        if (!batch.isEmpty()) {
            send(batch, Cause.heartbeat(channel.now()));
        }
    }

    /**
     * Only the version that the client accepted last is one that it has for certain; of any other a heartbeat is an error.
     * Returns false when it finds no room.
     */
    private boolean mention(String name, DeltaBatch batch, TypeView view) {
        ResourceState known = asked.state(name);
        Optional<Duration> ttl = asked.due(name, view).map(VersionedResource::ttl);
        if (known == null || ttl.isEmpty()) {
            heartbeats.forget(name);
            return true;
        }
        return known.accepted == null
                || answers.awaited(name)
                || batch.addBare(Heartbeats.mention(name, known.accepted, ttl.get()));
    }

    @Override
    public OptionalLong retiringSince() {
        return backlog.retiringSince();
    }

    @Override
    public boolean behind() {
        return !backlog.isEmpty() || interest.sweep().hasNext();
    }

    @Override
    public boolean rejects(TypeView view) {
        return state.rejects(name -> asked.versionDue(name, view));
    }

    @Override
    public TypeDescription describe(TypeView view) {
        Stream<String> unsent = interest.sweep().hasNext() ? view.names().stream() : Stream.empty();
        return state.describe(typeUrl, name -> asked.versionDue(name, view), unsent, channel.now());
    }
}
