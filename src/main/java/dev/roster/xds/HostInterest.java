package dev.roster.xds;

import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;
import dev.roster.xds.TypeDescription.Unsettled;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a client asks for of virtual hosts: it asks by the domains that it meets and never for all (P50), so an empty first
 * request, and an asterisk, ask for nothing. Not thread-safe: belongs to its stream.
 */
final class HostInterest implements DeltaInterest {
    /** The version of a host that does not exist. */
    static final String ABSENT = "absent";

    private final Subscriptions asked;
    private final Backlog backlog;
    private final Heartbeats heartbeats;
    private final Channel<?> channel;

    private final HostsServed served = new HostsServed();
    /** Routes of which the client has to hear something, while it asks for no host of theirs. */
    private final Set<String> routes = new LinkedHashSet<>();

    private boolean started;
    private boolean owesAnswer;

    HostInterest(TypeState state, Channel<?> channel) {
        this.asked = state.asked();
        this.backlog = state.backlog();
        this.heartbeats = state.heartbeats();
        this.channel = channel;
    }

    HostsServed served() {
        return served;
    }

    @Override
    public boolean owesAnswer() {
        boolean owes = owesAnswer;
        owesAnswer = false;
        return owes;
    }

    @Override
    public boolean take(DeltaDiscoveryRequest request, TypeView view) {
        request.getResourceNamesUnsubscribeList().forEach(this::unsubscribe);
        Set<String> names = new LinkedHashSet<>(request.getResourceNamesSubscribeList());
        boolean all = names.remove(Subscriptions.WILDCARD);
        boolean first = !started;
        started = true;
        if (first) {
            greet(names, request.getInitialResourceVersionsMap(), view);
        } else {
            names.forEach(name -> {
                asked.add(name);
                backlog.owe(name); // P01
            });
        }
        owesAnswer |= first || all;
        return owesAnswer || !names.isEmpty() || request.getResourceNamesUnsubscribeCount() > 0;
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
            String version = versionDue(name, view);
            Optional<VersionedResource> host = view.host(name);
            String known = host.map(VersionedResource::name).map(shown::get).orElse(shown.get(name));
            if (version.equals(known)) {
                asked.recall(name, version);
                host.ifPresent(present -> recall(name, present));
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

    private void recall(String name, VersionedResource host) {
        served.serve(name, host.name());
        heartbeats.recalled(host.name(), host, channel.now());
    }

    @Override
    public Stream<String> concerned(TypeChange change) {
        Set<String> concerned = new HashSet<>();
        for (String host : change.names()) {
            Stream<String> answered = served.names(host).stream();
            Stream<String> named = change.after().get(host).stream()
                    .flatMap(resource -> Stream.concat(Stream.of(host), resource.aliases().stream()))
                    .flatMap(this::asked);
            Stream.concat(answered, named).forEach(concerned::add);
        }
        return concerned.stream();
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
    public Stream<String> repeated(Collection<String> all) {
        routes.addAll(all);
        return asked.states().keySet().stream().filter(name -> all.contains(route(name) + "*"));
    }

    @Override
    public Optional<VersionedResource> due(String name, TypeView view) {
        return view.host(name);
    }

    /** Whether it is this host that answers a name, and no longer or not yet another one. */
    boolean isDue(String host, String name, TypeView view) {
        return due(name, view).map(VersionedResource::name).filter(host::equals).isPresent();
    }

    @Override
    public String versionDue(String name, TypeView view) {
        return due(name, view).map(VersionedResource::version).orElse(ABSENT);
    }

    @Override
    public String resource(String name) {
        return served.host(name);
    }

    @Override
    public Stream<String> synonyms(String name, VersionedResource resource, TypeView view) {
        return served.synonyms(name).filter(synonym -> isDue(resource.name(), synonym, view));
    }

    @Override
    public TypeDescription named(TypeDescription described, TypeView view) {
        Unsettled unsettled = described.unsettled();
        List<ResourceDescription> resources = unsettled.resources().stream()
                .map(resource -> due(resource.name(), view)
                        .map(host -> resource.named(host.name()))
                        .orElse(resource))
                .toList();
        return new TypeDescription(
                described.typeUrl(),
                described.interest(),
                Describing.listed(served.hosts()),
                new Unsettled(resources, unsettled.cut(), unsettled.since()));
    }

    @Override
    public boolean hasMore() {
        return served.hasAbandoned() || !routes.isEmpty();
    }

    @Override
    public Stream<String> unsent(TypeView view) {
        return Stream.empty();
    }

    /**
     * Envoy holds a route back until it is told something of its hosts, and does not find itself told by an empty response.
     * See <a href="https://github.com/envoyproxy/envoy/issues/23095">envoy#23095</a>.
     */
    void wakeRoutes(Predicate<String> tell) {
        if (!routes.isEmpty()) {
            asked.states().keySet().forEach(name -> routes.remove(route(name) + "*"));
            routes.removeIf(tell);
        }
    }
}
