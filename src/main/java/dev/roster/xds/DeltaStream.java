package dev.roster.xds;

import com.google.common.collect.Iterators;
import com.google.common.collect.PeekingIterator;
import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;
import dev.roster.xds.TypeDescription.Interest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One type on a delta stream. A name is <em>owed</em> when the client waits to hear of it, changed or not, and
 * <em>dirty</em> when it may differ from what the client has. Not thread-safe: belongs to its session.
 */
final class DeltaStream implements TypeStream<DeltaDiscoveryRequest> {
    private static final String WILDCARD = "*";

    private final String typeUrl;
    private final Channel<DeltaDiscoveryResponse> channel;
    private final Answers answers;
    private final Map<String, ResourceState> states = new HashMap<>();
    private final Set<String> owed = new LinkedHashSet<>();
    private final Set<String> dirty = new LinkedHashSet<>();
    /** Those of the dirty names that are sent although the client has them. */
    private final Set<String> resend = new HashSet<>();

    /** Those that are gone while their removal may not be pushed yet. */
    private final Set<String> retiring = new LinkedHashSet<>();

    /** What a subscribe to the wildcard still has to go through. */
    private PeekingIterator<String> rest = Iterators.peekingIterator(Collections.emptyIterator());

    private boolean restIsOwed;
    private boolean started;
    private boolean wildcard;
    private boolean requested;
    private boolean owesAnswer;
    private int subscriptions;
    /** What the client asks for, as it was described last, until it asks for something else. */
    private @Nullable Interest interest;

    private long dirtySince;

    DeltaStream(String typeUrl, Channel<DeltaDiscoveryResponse> channel) {
        this.typeUrl = typeUrl;
        this.channel = channel;
        this.answers = new Answers(states, channel);
    }

    @Override
    public void request(DeltaDiscoveryRequest request, TypeView view) {
        answers.take(request.getResponseNonce(), request.hasErrorDetail(), request.getErrorDetail());
        boolean first = !started;
        started = true;
        // an ACK of something else does not bring the rest of a response that was split (P22, P23)
        requested |= first || asks(request) || !unanswered();
        if (first) {
            recall(request.getInitialResourceVersionsMap());
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

    /** What the client says it has is state, not interest (P05, P06). */
    private void recall(Map<String, String> versions) {
        versions.forEach((name, version) -> {
            ResourceState state = new ResourceState();
            state.sent = version;
            state.accepted = version;
            states.put(name, state);
        });
    }

    private void subscribe(String name, boolean first, TypeView view) {
        interest = null;
        if (name.equals(WILDCARD)) {
            restIsOwed = wildcard;
            owesAnswer = states.values().stream().allMatch(state -> state.sent == null) || !first;
            wildcard = true;
            rest = Iterators.peekingIterator(view.names().iterator());
            // what a client is still to read it will take as covered by this, though it was forgotten meanwhile (P16)
            answers.awaited().filter(awaited -> !states.containsKey(awaited)).forEach(owed::add);
            return;
        }
        ResourceState state = states.computeIfAbsent(name, n -> new ResourceState());
        if (!state.subscribed) {
            state.subscribed = true;
            subscriptions++;
        }
        boolean shown = first && state.sent != null;
        if (!shown || !find(name, view).map(VersionedResource::version).equals(Optional.ofNullable(state.sent))) {
            owed.add(name); // P01, P02, P04
        }
    }

    private void unsubscribe(String name) {
        interest = null;
        if (name.equals(WILDCARD)) {
            wildcard = false;
            rest = Iterators.peekingIterator(Collections.emptyIterator());
            states.values().removeIf(state -> !state.subscribed); // P16
            List.of(owed, dirty, resend, retiring).forEach(names -> names.retainAll(states.keySet()));
            return;
        }
        ResourceState state = states.get(name);
        if (state == null || !state.subscribed) {
            return; // P17
        }
        state.subscribed = false;
        subscriptions--;
        if (wildcard) {
            owed.add(name); // P15
        } else {
            forget(name);
        }
    }

    /** After the first request: what the client has and no longer exists is owed, what it did not ask for is forgotten. */
    private void reconcile(TypeView view) {
        for (Iterator<Map.Entry<String, ResourceState>> entries =
                        states.entrySet().iterator();
                entries.hasNext(); ) {
            Map.Entry<String, ResourceState> entry = entries.next();
            if (!wildcard && !entry.getValue().subscribed) {
                entries.remove();
            } else if (find(entry.getKey(), view).isEmpty()) {
                owed.add(entry.getKey());
            }
        }
    }

    private void forget(String name) {
        states.remove(name);
        owed.remove(name);
        dirty.remove(name);
        resend.remove(name);
        retiring.remove(name);
    }

    @Override
    public void changed(TypeChange change) {
        if (dirty.isEmpty()) {
            dirtySince = change.since();
        }
        if (wildcard) {
            dirty.addAll(change.names());
        } else {
            addHeld(change.names());
        }
        addHeld(change.byName());
    }

    private void addHeld(Set<String> names) {
        if (names.size() <= states.size()) {
            names.stream().filter(states::containsKey).forEach(dirty::add);
        } else {
            states.keySet().stream().filter(names::contains).forEach(dirty::add);
        }
    }

    @Override
    public void resend(Collection<String> names) {
        for (String name : names) {
            if (wildcard || states.containsKey(name)) {
                dirty.add(name);
                resend.add(name);
            }
        }
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
            send(batch, !owed.isEmpty() || rest.hasNext(), channel.now());
        }
    }

    @Override
    public void push(TypeView view, boolean withRemovals) {
        if (unanswered()) {
            return;
        }
        DeltaBatch batch = new DeltaBatch();
        takeOwed(batch, view);
        takeRest(batch, view);
        if (withRemovals) {
            dirty.addAll(retiring);
            retiring.clear();
        }
        takeDirty(batch, view, withRemovals);
        if (!batch.isEmpty()) {
            send(batch, true, dirtySince);
        }
    }

    private void takeOwed(DeltaBatch batch, TypeView view) {
        for (Iterator<String> names = owed.iterator(); names.hasNext(); ) {
            String name = names.next();
            Optional<VersionedResource> resource = find(name, view);
            if (!resource.map(batch::fits).orElseGet(() -> batch.fitsRemoved(name))) {
                return;
            }
            names.remove();
            dirty.remove(name);
            resend.remove(name);
            resource.ifPresentOrElse(present -> add(batch, present), () -> addRemoved(batch, name));
        }
    }

    private void takeRest(DeltaBatch batch, TypeView view) {
        while (rest.hasNext()) {
            Optional<VersionedResource> resource = find(rest.peek(), view);
            if (resource.isPresent() && (restIsOwed || wants(resource.get()))) {
                if (!batch.fits(resource.get())) {
                    return;
                }
                add(batch, resource.get());
                dirty.remove(rest.peek());
                resend.remove(rest.peek());
            }
            rest.next();
        }
    }

    private void takeDirty(DeltaBatch batch, TypeView view, boolean withRemovals) {
        for (Iterator<String> names = dirty.iterator(); names.hasNext(); ) {
            String name = names.next();
            Optional<VersionedResource> resource = find(name, view);
            if (resource.isPresent() && mustSend(resource.get())) {
                if (!batch.fits(resource.get())) {
                    return;
                }
                add(batch, resource.get());
            } else if (resource.isEmpty() && has(name) && !withRemovals) {
                retiring.add(name);
            } else if (resource.isEmpty() && has(name)) {
                if (!batch.fitsRemoved(name)) {
                    return;
                }
                addRemoved(batch, name);
            }
            names.remove();
            resend.remove(name);
        }
    }

    private Optional<VersionedResource> find(String name, TypeView view) {
        return ResourceState.due(states.get(name), name, view);
    }

    private boolean mustSend(VersionedResource resource) {
        ResourceState state = states.get(resource.name());
        if (state != null && resend.contains(resource.name())) {
            return !resource.version().equals(state.rejected);
        }
        return wants(resource);
    }

    private boolean wants(VersionedResource resource) {
        ResourceState state = states.get(resource.name());
        return state == null ? wildcard : state.wants(resource.version());
    }

    private boolean has(String name) {
        ResourceState state = states.get(name);
        return state != null && state.sent != null;
    }

    private void add(DeltaBatch batch, VersionedResource resource) {
        batch.add(resource);
        states.computeIfAbsent(resource.name(), name -> new ResourceState()).sent = resource.version();
    }

    /** The subscription stays (P02, P18). */
    private void addRemoved(DeltaBatch batch, String name) {
        batch.addRemoved(name);
        states.computeIfPresent(name, (n, state) -> {
            state.removed();
            return state.subscribed ? state : null;
        });
    }

    private void send(DeltaBatch batch, boolean pushed, long since) {
        String nonce = channel.nonce();
        answers.expect(nonce, new Sent(pushed, channel.now(), since, batch.versions()));
        channel.send(batch.response(typeUrl, nonce), batch.resources().size(), pushed);
        channel.told(batch.resources());
    }

    @Override
    public boolean unanswered() {
        return answers.pushUnanswered();
    }

    @Override
    public boolean behind() {
        return !dirty.isEmpty() || !retiring.isEmpty() || !owed.isEmpty() || rest.hasNext();
    }

    @Override
    public boolean subscribed(String name) {
        ResourceState state = states.get(name);
        return wildcard || (state != null && state.subscribed);
    }

    @Override
    public boolean settled(String name) {
        return subscribed(name) && !owed.contains(name) && !dirty.contains(name) && !answers.awaited(name);
    }

    @Override
    public TypeDescription describe(TypeView view) {
        if (interest == null) {
            interest = Describing.interest(states, wildcard, subscriptions);
        }
        Stream<String> unsent = rest.hasNext() ? view.names().stream() : Stream.empty();
        Stream<String> noted = Stream.of(dirty, owed, retiring).flatMap(Set::stream);
        return new Describing(typeUrl, states, view)
                .of(
                        interest,
                        Stream.of(answers.doubtful(), noted, unsent).flatMap(Function.identity()),
                        answers.waitingSince(dirty.isEmpty() ? channel.now() : dirtySince));
    }

    @Override
    public int subscriptions() {
        return subscriptions;
    }
}
