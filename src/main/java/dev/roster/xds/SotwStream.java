package dev.roster.xds;

import dev.roster.envoy.ResourceType;
import dev.roster.envoy.ResourceType.Sotw;
import dev.roster.resource.XdstpName;
import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One type on a state-of-the-world stream. A response carries all that the client subscribed to, or, for the types that
 * allow it, only what changed or was newly asked for. Not thread-safe: belongs to its session.
 */
final class SotwStream implements TypeStream<DiscoveryRequest> {
    private final String typeUrl;
    private final boolean fullSet;
    private final Channel<DiscoveryResponse> channel;
    private final TypeState state;
    private final Subscriptions asked;
    private final Backlog backlog;
    private final Answers answers;

    /** Resources that are gone but stay in the full set until their removal may be pushed. */
    private final Map<String, Retiring> retiring = new LinkedHashMap<>();

    private final SentVersion version = new SentVersion();
    private @Nullable String newestNonce;
    private boolean started;
    private boolean legacyWildcard;
    private boolean requested;
    private boolean owesAnswer;

    SotwStream(String typeUrl, Channel<DiscoveryResponse> channel) {
        this.typeUrl = typeUrl;
        this.fullSet = ResourceType.ofUrl(typeUrl).map(ResourceType::sotw).orElse(Sotw.ONLY_CHANGED) == Sotw.FULL_SET;
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
    public void request(DiscoveryRequest request, TypeView view) {
        boolean first = !started;
        started = true;
        String nonce = request.getResponseNonce();
        if (!first && !nonce.isEmpty() && !nonce.equals(newestNonce)) {
            return; // P33
        }
        answers.take(nonce, request.hasErrorDetail(), request.getErrorDetail());
        requested = true;
        boolean hadWildcard = asked.wildcard();
        Set<String> names = new LinkedHashSet<>();
        request.getResourceNamesList().forEach(name -> names.add(XdstpName.canonical(name)));
        subscribe(names, first);
        if (first && isCurrent(request, view)) {
            present(view.names(), view).values().forEach(this::recall);
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
        backlog.retainOwed(names);
        if (!all) {
            asked.states().forEach((name, known) -> {
                if (!names.contains(name)) {
                    version.change(name, known.sent, null);
                }
            });
            retiring.keySet().retainAll(names); // P35
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
        if (asked.due(name, change.after()).isPresent()) {
            retiring.remove(name);
        } else if (asked.has(name)) {
            asked.due(name, change.before())
                    .ifPresent(last -> retiring.putIfAbsent(name, new Retiring(last, channel.now())));
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
        if (fullSet) {
            if (owes || !backlog.owesNothing()) {
                sendFullSet(view, Cause.request(true, channel.now()));
            }
        } else {
            Map<String, VersionedResource> resources =
                    present(owes && asked.wildcard() ? all(view) : backlog.owed(), view);
            if (owes || !resources.isEmpty()) { // a missing name alone makes no loop of replies (P36)
                send(resources, Cause.request(true, channel.now()));
            }
        }
        backlog.retainOwed(Set.of());
    }

    @Override
    public void push(TypeView view, boolean withRemovals) {
        if (answers.unanswered()) {
            return;
        }
        Cause cause = Cause.change(backlog.since(channel.now()));
        Map<String, VersionedResource> changed = new LinkedHashMap<>();
        backlog.tellDirty(name -> {
            asked.due(name, view)
                    .filter(resource -> state.mustSend(name, resource.version()))
                    .ifPresent(resource -> changed.put(name, resource));
            return true;
        });
        long until = channel.now() - channel.retireAfter();
        boolean removes = withRemovals && retiring.values().removeIf(gone -> gone.since() <= until);
        if (fullSet && (removes || !changed.isEmpty())) {
            sendFullSet(view, cause);
        } else if (!changed.isEmpty()) {
            send(changed, cause);
        }
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
        Map<String, VersionedResource> resources = new LinkedHashMap<>();
        retiring.forEach((name, gone) -> resources.put(name, gone.last()));
        resources.putAll(present(all(view), view));
        List<String> missing = asked.states().keySet().stream()
                .filter(name -> !resources.containsKey(name))
                .toList();
        missing.forEach(this::gone);
        send(resources, cause);
    }

    private void gone(String name) {
        version.change(name, sent(name), null);
        asked.gone(name);
    }

    private void send(Map<String, VersionedResource> resources, Cause cause) {
        String nonce = channel.nonce();
        Map<String, String> versions = HashMap.newHashMap(resources.size());
        List<VersionedResource> news = new ArrayList<>();
        DiscoveryResponse.Builder response =
                DiscoveryResponse.newBuilder().setTypeUrl(typeUrl).setNonce(nonce);
        resources.forEach((name, resource) -> {
            response.addResources(channel.takesTtl() ? resource.anyWithTtl() : resource.any());
            versions.put(name, resource.version());
            if (noteSent(resource)) {
                news.add(resource);
            }
            backlog.drop(name);
        });
        answers.expectOnly(nonce, new Sent(cause, channel.now(), versions, resources.size()));
        newestNonce = nonce;
        channel.send(response.setVersionInfo(version.text()).build(), resources.size(), cause.reason());
        channel.told(news);
    }

    /** Returns whether it is news to the client: a full set also repeats what the client has. */
    private boolean noteSent(VersionedResource resource) {
        String before = sent(resource.name());
        asked.sent(resource.name(), resource.version());
        version.change(resource.name(), before, resource.version());
        if (channel.takesTtl()) {
            state.heartbeats().sent(resource.name(), resource, channel.now());
        }
        return !resource.version().equals(before);
    }

    private @Nullable String sent(String name) {
        ResourceState known = asked.state(name);
        return known == null ? null : known.sent;
    }

    private void recall(VersionedResource resource) {
        version.change(resource.name(), sent(resource.name()), resource.version());
        asked.recall(resource.name(), resource.version());
        if (channel.takesTtl()) {
            state.heartbeats().recalled(resource.name(), resource, channel.now());
        }
    }

    /** What is missing from a full set is gone, so that one is sent again as a whole. */
    @Override
    public void beat(TypeView view) {
        List<String> names = state.heartbeats().take(channel.now());
        if (names.isEmpty() || answers.unanswered() || behind()) {
            return; // what is sent anyway keeps them too
        }
        Map<String, VersionedResource> lasting = lasting(names, view);
        if (!lasting.isEmpty() && fullSet) {
            sendFullSet(view, Cause.heartbeat(channel.now()));
        } else if (!lasting.isEmpty()) {
            send(lasting, Cause.heartbeat(channel.now()));
        }
    }

    /**
     * With their bodies: in state of the world an Envoy puts those without one aside before it looks at their time to live.
     * See <a href="https://github.com/envoyproxy/envoy/blob/v1.36.0/source/extensions/config_subscription/grpc/grpc_mux_impl.cc">
     * its {@code onDiscoveryResponse}</a>.
     */
    private Map<String, VersionedResource> lasting(List<String> names, TypeView view) {
        Map<String, VersionedResource> lasting = new LinkedHashMap<>();
        for (String name : names) {
            ResourceState known = asked.state(name);
            Optional<VersionedResource> resource = asked.due(name, view).filter(present -> present.ttl() != null);
            if (known == null || resource.isEmpty()) {
                state.heartbeats().forget(name);
            } else if (resource.get().version().equals(known.accepted)) {
                lasting.put(name, resource.get());
            }
        }
        return lasting;
    }

    @Override
    public OptionalLong retiringSince() {
        return retiring.values().stream().mapToLong(Retiring::since).findFirst();
    }

    @Override
    public boolean behind() {
        return backlog.hasChanges() || !retiring.isEmpty();
    }

    @Override
    public boolean rejects(TypeView view) {
        return state.rejects(name -> asked.versionDue(name, view));
    }

    @Override
    public TypeDescription describe(TypeView view) {
        return state.describe(typeUrl, name -> asked.versionDue(name, view), retiring.keySet().stream(), channel.now());
    }

    /** A resource that is gone, as it was last, and since when. Immutable. */
    private record Retiring(VersionedResource last, long since) {}
}
