package dev.roster.xds;

import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The virtual hosts of a client, which asks for them by the domains that it meets and never for all (P50): an empty first
 * request, and an asterisk, ask for nothing. Not thread-safe: belongs to its session.
 */
final class VirtualHostStream implements TypeStream<DeltaDiscoveryRequest> {
    private static final String ABSENT = "absent";

    private final String typeUrl;
    private final Channel<DeltaDiscoveryResponse> channel;
    private final TypeState state;
    private final Subscriptions asked;
    private final Backlog backlog;
    private final Answers answers;

    private final HostsServed served = new HostsServed();
    /** Routes of which the client has to hear something, while it asks for no host of theirs. */
    private final Set<String> routes = new LinkedHashSet<>();

    private boolean started;
    private boolean requested;
    private boolean owesAnswer;

    VirtualHostStream(String typeUrl, Channel<DeltaDiscoveryResponse> channel) {
        this.typeUrl = typeUrl;
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
        request.getResourceNamesUnsubscribeList().forEach(this::unsubscribe);
        Set<String> names = new LinkedHashSet<>(request.getResourceNamesSubscribeList());
        boolean all = names.remove(Subscriptions.WILDCARD);
        if (!started) {
            started = true;
            owesAnswer = true;
            greet(names, request.getInitialResourceVersionsMap(), view);
        } else {
            owesAnswer |= all;
            names.forEach(name -> {
                asked.add(name);
                backlog.owe(name); // P01
            });
        }
        requested |= owesAnswer || !names.isEmpty() || !answers.unanswered();
    }

    private void unsubscribe(String name) {
        if (asked.remove(name)) {
            asked.forget(name);
            backlog.drop(name);
            served.withdraw(name);
        }
    }

    /** A client shows hosts by their own names, and asks for them by others: it is sent what differs (P03, P04). */
    private void greet(Set<String> names, Map<String, String> shown, TypeView view) {
        for (String name : names) {
            asked.add(name);
            String version = version(name, view);
            Optional<VersionedResource> host = view.host(name);
            String known = host.map(VersionedResource::name).map(shown::get).orElse(shown.get(name));
            if (version.equals(known)) {
                asked.recall(name, version);
                host.ifPresent(present -> served.serve(name, present.name()));
            } else if (host.isPresent() || known == null) {
                backlog.owe(name);
            }
        }
        shown.forEach((name, version) -> {
            if (!version.equals(ABSENT)) {
                served.abandon(name);
            }
        });
        view.referredTo().forEach(routes::add);
    }

    private static String version(String name, TypeView view) {
        return view.host(name).map(VersionedResource::version).orElse(ABSENT);
    }

    @Override
    public void changed(TypeChange change) {
        for (String host : change.names()) {
            Stream<String> answered = served.names(host).stream();
            Stream<String> named = change.after().get(host).stream()
                    .flatMap(resource -> Stream.concat(Stream.of(host), resource.aliases().stream()))
                    .flatMap(this::asked);
            Set<String> concerned = new HashSet<>();
            Stream.concat(answered, named).forEach(concerned::add);
            concerned.forEach(name -> backlog.note(name, change.since()));
        }
    }

    /** The names asked for that this alias may answer; one with an asterisk any of its route. */
    private Stream<String> asked(String alias) {
        if (!alias.contains("*")) {
            return asked.state(alias) == null ? Stream.empty() : Stream.of(alias);
        }
        String route = route(alias);
        return asked.states().keySet().stream().filter(name -> route(name).equals(route));
    }

    private static String route(String name) {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }

    /** Takes {@code <route>/*}: what the client asks for of the route is sent again (P42). */
    @Override
    public void resend(Collection<String> all) {
        routes.addAll(all);
        asked.states().keySet().stream()
                .filter(name -> all.contains(route(name) + "*"))
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
        takeGone(batch);
        if (!batch.isEmpty() || owesAnswer) {
            owesAnswer = false;
            send(batch, Cause.request(!backlog.owesNothing(), channel.now()));
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
        backlog.tellDirty(name -> takeDirty(name, batch, view));
        takeGone(batch);
        if (!batch.isEmpty()) {
            send(batch, cause);
        }
    }

    private void takeOwed(DeltaBatch batch, TypeView view) {
        backlog.tellOwed(
                name -> view.host(name).map(host -> add(batch, name, host)).orElseGet(() -> addAbsent(batch, name)));
    }

    /** Returns false when it finds no room. */
    private boolean takeDirty(String name, DeltaBatch batch, TypeView view) {
        Optional<VersionedResource> host = view.host(name);
        if (host.isEmpty()) {
            served.withdraw(name);
            asked.gone(name);
            return true;
        }
        boolean another = !served.isServed(name, host.get().name());
        return !(another || state.mustSend(name, host.get().version())) || add(batch, name, host.get());
    }

    private boolean add(DeltaBatch batch, String name, VersionedResource host) {
        if (!batch.add(name, host)) {
            return false;
        }
        asked.sent(name, host.version());
        served.serve(name, host.name());
        return true;
    }

    /** Envoy lets the request that waits for a host go on only for a resource of that name or alias, with a body or without. */
    private boolean addAbsent(DeltaBatch batch, String name) {
        Resource absent = Resource.newBuilder()
                .setName(name)
                .addAliases(name)
                .setVersion(ABSENT)
                .build();
        if (!batch.addAbsent(absent)) {
            return false;
        }
        asked.sent(name, ABSENT);
        served.withdraw(name);
        return true;
    }

    private void takeGone(DeltaBatch batch) {
        if (backlog.owesNothing()) { // what is owed may be answered by a host that answered nothing else
            served.tellAbandoned(batch::addRemoved);
        }
        if (!routes.isEmpty()) {
            wakeRoutes(batch);
        }
    }

    /**
     * Envoy holds a route back until it is told something of its hosts, and does not find itself told by an empty response.
     * See <a href="https://github.com/envoyproxy/envoy/issues/23095">envoy#23095</a>.
     */
    private void wakeRoutes(DeltaBatch batch) {
        asked.states().keySet().forEach(name -> routes.remove(route(name) + "*"));
        routes.removeIf(batch::addRemoved);
    }

    private void send(DeltaBatch batch, Cause cause) {
        String nonce = channel.nonce();
        answers.expect(nonce, new Sent(cause, channel.now(), batch.versions()));
        channel.send(batch.response(typeUrl, nonce), batch.resources().size(), cause.reason());
        channel.told(batch.resources());
    }

    /** A host that expires is asked for again when it is met again: that is what its time to live is for. */
    @Override
    public void beat(TypeView view) {}

    @Override
    public OptionalLong retiringSince() {
        return backlog.retiringSince();
    }

    @Override
    public boolean behind() {
        return !backlog.isEmpty() || served.hasAbandoned() || !routes.isEmpty();
    }

    @Override
    public boolean rejects(TypeView view) {
        return state.rejects(name -> version(name, view));
    }

    @Override
    public TypeDescription describe(TypeView view) {
        return state.describe(typeUrl, name -> version(name, view), Stream.empty(), channel.now());
    }
}
