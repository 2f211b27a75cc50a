package dev.roster.xds;

import com.google.common.collect.Maps;
import dev.roster.resource.ResourceType;
import dev.roster.resource.ResourceType.Sotw;
import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;
import dev.roster.xds.TypeDescription.Interest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One type on a state-of-the-world stream. A response carries all that the client subscribed to, or, for the types that
 * allow it, only what changed or was newly asked for. Not thread-safe: belongs to its session.
 */
final class SotwStream implements TypeStream<DiscoveryRequest> {
    private static final String WILDCARD = "*";

    private final String typeUrl;
    private final boolean fullSet;
    private final Channel<DiscoveryResponse> channel;
    private final Answers answers;
    private final Map<String, ResourceState> states = new HashMap<>();
    private final Set<String> owed = new LinkedHashSet<>();
    private final Set<String> dirty = new LinkedHashSet<>();
    private final Set<String> resend = new HashSet<>();
    /** Resources that are gone but stay in the full set until their removal may be pushed. */
    private final Map<String, VersionedResource> retiring = new HashMap<>();

    private @Nullable String newestNonce;
    private boolean started;
    private boolean wildcard;
    private boolean legacyWildcard;
    private boolean requested;
    private boolean owesAnswer;
    private int subscriptions;
    /** What the client asks for, as it was described last, until it asks for something else. */
    private @Nullable Interest interest;

    private long dirtySince;

    SotwStream(String typeUrl, Channel<DiscoveryResponse> channel) {
        this.typeUrl = typeUrl;
        this.fullSet = ResourceType.ofUrl(typeUrl).map(ResourceType::sotw).orElse(Sotw.ONLY_CHANGED) == Sotw.FULL_SET;
        this.channel = channel;
        this.answers = new Answers(states, channel);
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
        boolean hadWildcard = wildcard;
        subscribe(new LinkedHashSet<>(request.getResourceNamesList()), first);
        if (first && wildcard && isCurrent(request, view)) {
            view.names().forEach(name -> view.get(name).ifPresent(this::noteSent));
        } else if (first || (wildcard && !hadWildcard)) {
            owesAnswer = true;
        }
    }

    /** Whether a reconnecting client already shows the version of the full set (P37). */
    private boolean isCurrent(DiscoveryRequest request, TypeView view) {
        return fullSet && owed.isEmpty() && request.getVersionInfo().equals(view.version());
    }

    private void subscribe(Set<String> names, boolean first) {
        interest = null;
        legacyWildcard = names.isEmpty() && (first || legacyWildcard); // P34
        boolean explicitWildcard = names.remove(WILDCARD);
        wildcard = legacyWildcard || explicitWildcard;
        subscriptions = names.size();
        states.entrySet().removeIf(entry -> {
            boolean asked = names.contains(entry.getKey());
            entry.getValue().subscribed &= asked;
            return !asked && !wildcard; // P35
        });
        for (String name : names) {
            ResourceState state = states.computeIfAbsent(name, n -> new ResourceState());
            if (!state.subscribed) {
                state.subscribed = true;
                owed.add(name);
            }
        }
        owed.retainAll(names);
        if (!wildcard) {
            retiring.keySet().retainAll(names);
        }
    }

    @Override
    public void changed(TypeChange change) {
        if (dirty.isEmpty()) {
            dirtySince = change.since();
        }
        change.names().stream()
                .filter(name -> wildcard || states.containsKey(name))
                .forEach(name -> changed(name, change));
        change.byName().stream().filter(states::containsKey).forEach(name -> changed(name, change));
    }

    private void changed(String name, TypeChange change) {
        dirty.add(name);
        ResourceState state = states.get(name);
        if (find(name, change.after()).isPresent()) {
            retiring.remove(name);
        } else if (state != null && state.sent != null) {
            find(name, change.before()).ifPresent(last -> retiring.put(name, last));
        }
    }

    @Override
    public void resend(Collection<String> names) {
        names.stream().filter(this::subscribed).forEach(name -> {
            dirty.add(name);
            resend.add(name);
        });
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
            if (owes || !owed.isEmpty()) {
                sendFullSet(view, false, channel.now());
            }
        } else {
            Map<String, VersionedResource> resources = present(owes && wildcard ? all(view) : owed, view);
            if (owes || !resources.isEmpty()) { // a missing name alone makes no loop of replies (P36)
                send(resources, view, false, channel.now());
            }
        }
        owed.clear();
    }

    @Override
    public void push(TypeView view, boolean withRemovals) {
        if (unanswered()) {
            return;
        }
        Map<String, VersionedResource> changed = present(dirty, view);
        changed.values().removeIf(resource -> !mustSend(resource));
        boolean removes = withRemovals && !retiring.isEmpty();
        if (removes) {
            retiring.clear();
        }
        dirty.clear();
        resend.clear();
        if (fullSet && (removes || !changed.isEmpty())) {
            sendFullSet(view, true, dirtySince);
        } else if (!changed.isEmpty()) {
            send(changed, view, true, dirtySince);
        }
    }

    private boolean mustSend(VersionedResource resource) {
        ResourceState state = states.get(resource.name());
        if (state == null) {
            return wildcard;
        }
        return resend.contains(resource.name())
                ? !resource.version().equals(state.rejected)
                : state.wants(resource.version());
    }

    private Map<String, VersionedResource> present(Collection<String> names, TypeView view) {
        Map<String, VersionedResource> present = new LinkedHashMap<>();
        names.forEach(name -> find(name, view).ifPresent(resource -> present.put(name, resource)));
        return present;
    }

    private Optional<VersionedResource> find(String name, TypeView view) {
        return ResourceState.due(states.get(name), name, view);
    }

    /** The names of all that the client subscribed to. */
    private Set<String> all(TypeView view) {
        return wildcard ? view.names(named()) : states.keySet();
    }

    /** The names that a client asks for besides the wildcard. */
    private Set<String> named() {
        return subscriptions == 0
                ? Set.of()
                : Maps.filterValues(states, state -> state.subscribed).keySet();
    }

    private void sendFullSet(TypeView view, boolean pushed, long since) {
        Map<String, VersionedResource> resources = new LinkedHashMap<>(retiring);
        resources.putAll(present(all(view), view));
        states.entrySet().removeIf(entry -> {
            if (!resources.containsKey(entry.getKey())) {
                entry.getValue().removed();
                return !entry.getValue().subscribed;
            }
            return false;
        });
        send(resources, view, pushed, since);
    }

    private void send(Map<String, VersionedResource> resources, TypeView view, boolean pushed, long since) {
        String nonce = channel.nonce();
        Map<String, String> versions = HashMap.newHashMap(resources.size());
        List<VersionedResource> news = new ArrayList<>();
        DiscoveryResponse.Builder response = DiscoveryResponse.newBuilder()
                .setTypeUrl(typeUrl)
                .setNonce(nonce)
                .setVersionInfo(version(view));
        resources.forEach((name, resource) -> {
            response.addResources(resource.any());
            versions.put(name, resource.version());
            if (noteSent(resource)) {
                news.add(resource);
            }
            dirty.remove(name);
            resend.remove(name);
        });
        answers.expectOnly(nonce, new Sent(pushed, channel.now(), since, versions));
        newestNonce = nonce;
        channel.send(response.build(), resources.size(), pushed);
        channel.told(news);
    }

    /** Returns whether it is news to the client: a full set also repeats what the client has. */
    private boolean noteSent(VersionedResource resource) {
        ResourceState state = states.computeIfAbsent(resource.name(), name -> new ResourceState());
        boolean news = !resource.version().equals(state.sent);
        state.sent = resource.version();
        return news;
    }

    /** The version of all that the client subscribed to; another one while something that is gone is still in the set. */
    private String version(TypeView view) {
        String version = wildcard ? view.versionWith(named()) : view.version(states.keySet());
        return retiring.isEmpty() ? version : version + "+" + retiring.size();
    }

    @Override
    public boolean unanswered() {
        return answers.unanswered();
    }

    @Override
    public boolean behind() {
        return !dirty.isEmpty() || !retiring.isEmpty();
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
        Stream<String> noted = Stream.of(dirty, owed, retiring.keySet()).flatMap(Set::stream);
        return new Describing(typeUrl, states, view)
                .of(
                        interest,
                        Stream.concat(answers.doubtful(), noted),
                        answers.waitingSince(dirty.isEmpty() ? channel.now() : dirtySince));
    }

    @Override
    public int subscriptions() {
        return subscriptions;
    }
}
