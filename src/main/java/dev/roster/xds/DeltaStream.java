package dev.roster.xds;

import com.google.common.collect.Iterators;
import com.google.common.collect.PeekingIterator;
import dev.roster.resource.ResourceType;
import dev.roster.resource.ResourceType.Removal;
import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One type on a delta stream. Not thread-safe: belongs to its session. */
final class DeltaStream implements TypeStream<DeltaDiscoveryRequest> {
    private static final String WILDCARD = Subscriptions.WILDCARD;

    private final String typeUrl;
    /** Whether removals wait until nothing refers to what is removed. */
    private final boolean lingers;

    private final Channel<DeltaDiscoveryResponse> channel;
    private final TypeState state;
    private final Subscriptions asked;
    private final Backlog backlog;
    private final Answers answers;

    /** What a subscribe to the wildcard still has to go through. */
    private PeekingIterator<String> rest = Iterators.peekingIterator(Collections.emptyIterator());

    private boolean restIsOwed;
    private boolean started;
    private boolean requested;
    private boolean owesAnswer;

    DeltaStream(String typeUrl, Channel<DeltaDiscoveryResponse> channel) {
        this.typeUrl = typeUrl;
        this.lingers = ResourceType.ofUrl(typeUrl).map(ResourceType::removal).equals(Optional.of(Removal.WHEN_UNUSED));
        this.channel = channel;
        this.state = TypeState.of(channel);
        this.asked = state.asked();
        this.backlog = state.backlog();
        this.answers = state.answers();
    }

    @Override
    public TypeState state() {
        return state;
    }

    @Override
    public void request(DeltaDiscoveryRequest request, TypeView view) {
        answers.take(request.getResponseNonce(), request.hasErrorDetail(), request.getErrorDetail());
        boolean first = !started;
        started = true;
        // an ACK of something else does not bring the rest of a response that was split (P22, P23)
        requested |= first || asks(request) || !answers.unanswered();
        if (first) {
            request.getInitialResourceVersionsMap().forEach(asked::recall); // P05, P06
        }
        request.getResourceNamesUnsubscribeList().forEach(this::unsubscribe);
        for (String name : request.getResourceNamesSubscribeList()) {
            subscribe(name, first, view);
        }
        if (first) {
            if (request.getResourceNamesSubscribeCount() == 0) {
                subscribe(WILDCARD, true, view); // the legacy wildcard (P13)
            }
            reconcile(view);
        }
    }

    private static boolean asks(DeltaDiscoveryRequest request) {
        return request.getResourceNamesSubscribeCount() + request.getResourceNamesUnsubscribeCount() > 0;
    }

    private void subscribe(String name, boolean first, TypeView view) {
        if (name.equals(WILDCARD)) {
            subscribeToAll(first, view);
            return;
        }
        asked.add(name);
        boolean shown = first && asked.has(name);
        if (!shown || asked.due(name, view).filter(asked::wants).isPresent()) {
            backlog.owe(name); // P01, P02, P04
        }
    }

    private void subscribeToAll(boolean first, TypeView view) {
        restIsOwed = asked.wildcard();
        owesAnswer = !first || asked.states().keySet().stream().noneMatch(asked::has);
        asked.wildcard(true);
        rest = Iterators.peekingIterator(view.names().iterator());
        // what a client is still to read it will take as covered by this, though it was forgotten meanwhile (P16)
        answers.awaited().filter(name -> asked.state(name) == null).forEach(backlog::owe);
    }

    private void unsubscribe(String name) {
        if (name.equals(WILDCARD)) {
            unsubscribeFromAll();
        } else if (asked.remove(name)) { // P17
            if (asked.covers(name)) {
                backlog.owe(name); // P15
            } else {
                asked.forget(name);
                backlog.drop(name);
            }
        }
    }

    private void unsubscribeFromAll() {
        asked.wildcard(false);
        rest = Iterators.peekingIterator(Collections.emptyIterator());
        asked.forgetUncovered(); // P16
        backlog.retain(asked.states().keySet());
    }

    /**
     * After the first request what the client did not ask for is forgotten, and what it has and no longer exists is owed, or
     * noted where something may still refer to it (P44).
     */
    private void reconcile(TypeView view) {
        asked.forgetUncovered();
        for (String name : asked.states().keySet()) {
            if (asked.due(name, view).isEmpty() && lingers && asked.has(name)) {
                backlog.note(name, channel.now());
            } else if (asked.due(name, view).isEmpty()) {
                backlog.owe(name);
            }
        }
    }

    @Override
    public void changed(TypeChange change) {
        Stream<String> listed = asked.wildcard() ? change.names().stream() : held(change.names());
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
        names.stream()
                .filter(name -> asked.wildcard() || asked.state(name) != null)
                .forEach(name -> backlog.repeat(name, channel.now()));
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
        if (!batch.isEmpty() || owesAnswer) {
            owesAnswer = false;
            // what did not fit follows once this is answered, like a push
            send(batch, Cause.request(!backlog.owesNothing() || rest.hasNext(), channel.now()));
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
            backlog.release();
        }
        backlog.tellDirty(name -> takeDirty(name, batch, view, withRemovals));
        if (!batch.isEmpty()) {
            send(batch, cause);
        }
    }

    private void takeOwed(DeltaBatch batch, TypeView view) {
        backlog.tellOwed(name ->
                asked.due(name, view).map(resource -> add(batch, resource)).orElseGet(() -> addRemoved(batch, name)));
    }

    private void takeRest(DeltaBatch batch, TypeView view) {
        while (rest.hasNext()) {
            Optional<VersionedResource> resource = asked.due(rest.peek(), view);
            if (resource.isPresent() && (restIsOwed || asked.wants(resource.get()))) {
                if (!add(batch, resource.get())) {
                    return;
                }
                backlog.drop(rest.peek());
            }
            rest.next();
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
        if (!withRemovals) {
            backlog.retire(name);
        } else if (lingers && view.isReferredTo(name)) {
            backlog.keep(name); // P44
        } else {
            return addRemoved(batch, name);
        }
        return true;
    }

    private boolean add(DeltaBatch batch, VersionedResource resource) {
        if (!batch.add(resource.name(), resource)) {
            return false;
        }
        asked.sent(resource.name(), resource.version());
        return true;
    }

    private boolean addRemoved(DeltaBatch batch, String name) {
        if (!batch.addRemoved(name)) {
            return false;
        }
        asked.gone(name);
        return true;
    }

    private void send(DeltaBatch batch, Cause cause) {
        String nonce = channel.nonce();
        answers.expect(nonce, new Sent(cause, channel.now(), batch.versions()));
        channel.send(batch.response(typeUrl, nonce), batch.resources().size(), cause.pushed());
        channel.told(batch.resources());
    }

    @Override
    public boolean behind() {
        return !backlog.isEmpty() || rest.hasNext();
    }

    @Override
    public TypeDescription describe(TypeView view) {
        Stream<String> unsent = rest.hasNext() ? view.names().stream() : Stream.empty();
        return state.describe(typeUrl, name -> asked.versionDue(name, view), unsent, channel.now());
    }
}
