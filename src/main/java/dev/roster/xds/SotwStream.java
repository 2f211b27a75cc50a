package dev.roster.xds;

import dev.roster.envoy.ResourceType;
import dev.roster.envoy.ResourceType.Removal;
import dev.roster.envoy.ResourceType.Sotw;
import dev.roster.resource.XdstpName;
import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One type on a state-of-the-world stream. A response carries all that the client subscribed to, or, for the types that
 * allow it, only what changed or was newly asked for. Not thread-safe: belongs to its session.
 */
final class SotwStream implements TypeStream<DiscoveryRequest> {
    private final String typeUrl;
    private final boolean fullSet;
    /** Whether what is gone is withdrawn late, for something may still lead to it. */
    private final boolean late;

    private final boolean alone;
    private final Channel<DiscoveryResponse> channel;
    private final TypeState state;
    private final Subscriptions asked;
    private final Backlog backlog;
    private final Answers answers;
    private final SotwTeller teller;

    /** Resources that are gone but stay in the full set until their removal may be pushed, as they were last. */
    private final Map<String, VersionedResource> gone = new LinkedHashMap<>();

    private boolean started;
    private boolean legacyWildcard;
    private boolean requested;
    private boolean owesAnswer;

    SotwStream(String typeUrl, Channel<DiscoveryResponse> channel) {
        this.typeUrl = typeUrl;
        Optional<ResourceType> type = ResourceType.ofUrl(typeUrl);
        this.fullSet = type.map(ResourceType::sotw).orElse(Sotw.ONLY_CHANGED) == Sotw.FULL_SET;
        this.late = fullSet && type.map(ResourceType::removal).orElse(Removal.IN_TURN) != Removal.IN_TURN;
        this.alone = type.filter(ResourceType::isSentAlone).isPresent();
        this.channel = channel;
        this.state = TypeState.of(channel, !fullSet);
        this.asked = state.asked();
        this.backlog = state.backlog();
        this.answers = state.answers();
        this.teller = new SotwTeller(typeUrl, state, channel);
    }

    @Override
    public TypeState state() {
        return state;
    }

    @Override
    public void request(DiscoveryRequest request, TypeView view) {
        boolean first = !started;
        started = true;
        String nonce = request.getResponseNonce();
        backlog.setApart(
                answers.take(nonce, request.hasErrorDetail(), request.getErrorDetail()), UnaryOperator.identity());
        if (!first && !nonce.isEmpty() && !teller.isNewest(nonce)) {
            return; // what it makes of that response is heard, but what it asked for then is not (P33)
        }
        if (!nonce.isEmpty()) {
            answers.expectNoMore();
        }
        requested = true;
        boolean hadWildcard = asked.wildcard();
        Set<String> names = new LinkedHashSet<>();
        request.getResourceNamesList().forEach(name -> names.add(XdstpName.canonical(name)));
        subscribe(names, first);
        if (first && isCurrent(request, view)) {
            present(view.names(), view).values().forEach(teller::recall);
        } else if (first || (asked.wildcard() && !hadWildcard)) {
            owesAnswer = true;
        }
    }

    /** Whether a reconnecting client already shows the version of the full set (P37). */
    private boolean isCurrent(DiscoveryRequest request, TypeView view) {
        String shown = request.getVersionInfo();
        return fullSet
                && asked.wildcard()
                && backlog.owesNothing()
                && !shown.isEmpty()
                && shown.equals(SentVersion.of(present(view.names(), view).values()));
    }

    private void subscribe(Set<String> names, boolean first) {
        legacyWildcard = names.isEmpty() && (first || legacyWildcard); // P34
        boolean explicitWildcard = names.remove(Subscriptions.WILDCARD);
        boolean all = legacyWildcard || explicitWildcard;
        if (!all) {
            backlog.retain(names);
            asked.states().keySet().stream()
                    .filter(name -> !names.contains(name))
                    .forEach(teller::forget);
            gone.keySet().retainAll(names); // P35
        }
        asked.replace(names, all).forEach(backlog::owe);
    }

    @Override
    public void changed(TypeChange change) {
        change.names().stream()
                .filter(name -> asked.wildcard() || asked.state(name) != null)
                .forEach(name -> changed(name, change));
        change.byName().stream().filter(name -> asked.state(name) != null).forEach(name -> changed(name, change));
    }

    private void changed(String name, TypeChange change) {
        backlog.note(name, change.since());
        if (!late) {
            return;
        }
        if (asked.due(name, change.after()).isPresent()) {
            gone.remove(name);
        } else if (asked.has(name)) {
            asked.due(name, change.before()).ifPresent(last -> gone.putIfAbsent(name, last));
        }
    }

    @Override
    public void resend(Collection<String> names) {
        names.stream().filter(asked::covers).forEach(name -> backlog.repeat(name, channel.now()));
    }

    @Override
    public void answer(TypeView view) {
        if (!requested) {
            return;
        }
        requested = false;
        boolean owes = owesAnswer;
        owesAnswer = false;
        Cause cause = Cause.request(true, channel.now());
        if (fullSet) {
            if (owes || !backlog.owesNothing()) {
                sendFullSet(view, cause);
            }
            backlog.dropOwed();
            return;
        }
        if (owes && asked.wildcard()) {
            all(view).forEach(backlog::owe);
        }
        SotwBatch batch = new SotwBatch(alone);
        takeOwed(batch, view);
        if (owes || !batch.isEmpty()) { // a missing name alone makes no loop of replies (P36)
            sendChanged(batch, cause);
        }
    }

    @Override
    public void push(TypeView view, boolean withRemovals) {
        if (answers.unanswered() || !behind()) {
            return;
        }
        Cause cause = Cause.change(backlog.since(channel.now()));
        SotwBatch batch = new SotwBatch(alone);
        takeOwed(batch, view);
        if (withRemovals) {
            backlog.release(channel.now() - channel.retireAfter());
        }
        Runnable changes = () -> backlog.tellDirty(name -> takeChange(name, batch, view, withRemovals));
        backlog.tellInTurn(batch::isEmpty, changes, name -> takeAgain(name, batch, view));
        send(batch, view, cause);
    }

    private void takeOwed(SotwBatch batch, TypeView view) {
        backlog.tellOwed(name -> batch.add(asked.due(name, view)));
    }

    private boolean takeChange(String name, SotwBatch batch, TypeView view, boolean withRemovals) {
        Optional<VersionedResource> resource = asked.due(name, view);
        if (resource.isPresent()) {
            return !state.mustSend(name, resource.get().version()) || batch.add(resource);
        }
        if (fullSet && asked.has(name)) {
            if (withRemovals) {
                gone.remove(name);
                batch.addRemoved();
            } else {
                backlog.retire(name, channel.now());
            }
        } else if (state.heartbeats()
                .keep(name)) { // the client forgets it by itself, and so must be sent one that comes back
            teller.gone(name);
            state.heartbeats().forget(name);
        }
        return true;
    }

    /** One bad resource must not keep the good ones from the client that it was sent with (P82). */
    private boolean takeAgain(String name, SotwBatch batch, TypeView view) {
        return !state.isOpen(name, asked.versionDue(name, view)) || batch.add(asked.due(name, view));
    }

    private Map<String, VersionedResource> present(Collection<String> names, TypeView view) {
        Map<String, VersionedResource> present = new LinkedHashMap<>();
        names.forEach(name -> asked.due(name, view).ifPresent(resource -> present.put(name, resource)));
        return present;
    }

    /** The names of all that the client subscribed to. */
    private Set<String> all(TypeView view) {
        return asked.wildcard() ? view.names(asked.names()) : asked.states().keySet();
    }

    private void sendFullSet(TypeView view, Cause cause) {
        Map<String, VersionedResource> present = present(all(view), view);
        present.keySet().forEach(backlog::drop);
        Map<String, VersionedResource> resources = new LinkedHashMap<>(gone);
        resources.putAll(present);
        List<String> missing = asked.states().keySet().stream()
                .filter(name -> !resources.containsKey(name))
                .toList();
        missing.forEach(teller::gone);
        teller.send(resources.values(), cause);
    }

    private void sendChanged(SotwBatch batch, Cause cause) {
        batch.resources().forEach(resource -> backlog.drop(resource.name()));
        teller.send(batch.resources(), cause);
    }

    private void send(SotwBatch batch, TypeView view, Cause cause) {
        if (fullSet && !batch.isEmpty()) {
            sendFullSet(view, cause);
        } else if (!batch.isEmpty()) {
            sendChanged(batch, cause);
        }
    }

    /** What is missing from a full set is gone, so that one is sent again as a whole, if it is not sent anyway. */
    @Override
    public void beat(TypeView view) {
        List<String> names = state.heartbeats().take(channel.now());
        if (answers.unanswered() || (fullSet && backlog.hasNews())) {
            state.heartbeats().postpone(names);
            return;
        }
        Cause cause = Cause.heartbeat(channel.now());
        SotwBatch batch = new SotwBatch(alone);
        for (VersionedResource resource : lasting(names, view)) {
            if (!batch.add(resource)) {
                send(batch, view, cause);
                batch = new SotwBatch(alone);
                batch.add(resource);
            }
        }
        send(batch, view, cause);
    }

    /**
     * With their bodies: in state of the world an Envoy puts those without one aside before it looks at their time to live.
     * See <a href="https://github.com/envoyproxy/envoy/blob/v1.36.0/source/extensions/config_subscription/grpc/grpc_mux_impl.cc">
     * its {@code onDiscoveryResponse}</a>.
     */
    private List<VersionedResource> lasting(List<String> names, TypeView view) {
        List<VersionedResource> lasting = new ArrayList<>();
        for (String name : names) {
            ResourceState known = asked.state(name);
            Optional<VersionedResource> resource = asked.due(name, view).filter(present -> present.ttl() != null);
            if (known == null || resource.isEmpty()) {
                state.heartbeats().forget(name);
            } else if (resource.get().version().equals(known.accepted)) {
                lasting.add(resource.get());
            }
        }
        return lasting;
    }

    @Override
    public boolean behind() {
        return !backlog.isEmpty();
    }

    @Override
    public boolean rejects(TypeView view) {
        return state.rejects(name -> asked.versionDue(name, view));
    }

    @Override
    public TypeDescription describe(TypeView view) {
        return state.describe(typeUrl, name -> asked.versionDue(name, view), Stream.empty(), channel.now());
    }
}
