package dev.roster.xds;

import dev.roster.envoy.ResourceType.Removal;
import dev.roster.resource.XdstpName;
import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a delta client asks for by the names of resources, of collections, or as all there is. Not thread-safe: belongs to
 * its stream.
 */
final class NameInterest implements DeltaInterest {
    private static final String WILDCARD = Subscriptions.WILDCARD;

    private final Subscriptions asked;
    private final Backlog backlog;
    private final Answers answers;
    private final Heartbeats heartbeats;
    private final Channel<?> channel;
    /** Whether what is gone is withdrawn late, for something may still lead to it. */
    private final boolean late;

    private final Sweep sweep = new Sweep();

    private boolean started;
    private boolean owesAnswer;

    NameInterest(TypeState state, Channel<?> channel, Removal removal) {
        this.asked = state.asked();
        this.backlog = state.backlog();
        this.answers = state.answers();
        this.heartbeats = state.heartbeats();
        this.channel = channel;
        this.late = removal == Removal.WHEN_UNUSED || (removal == Removal.LAST && channel.retireAfter() > 0);
    }

    /** What a subscribe to the wildcard still has to go through. */
    Sweep sweep() {
        return sweep;
    }

    @Override
    public boolean owesAnswer() {
        boolean owes = owesAnswer;
        owesAnswer = false;
        return owes;
    }

    @Override
    public boolean take(DeltaDiscoveryRequest request, TypeView view) {
        boolean first = !started;
        started = true;
        if (first) {
            request.getInitialResourceVersionsMap() // P05, P06
                    .forEach((name, version) -> asked.recall(XdstpName.canonical(name), version));
        }
        request.getResourceNamesUnsubscribeList().stream()
                .map(XdstpName::canonical)
                .forEach(this::unsubscribe);
        request.getResourceNamesSubscribeList().stream()
                .map(XdstpName::canonical)
                .forEach(name -> subscribe(name, first, view));
        if (first) {
            if (request.getResourceNamesSubscribeCount() == 0) {
                subscribe(WILDCARD, true, view); // the legacy wildcard (P13)
            }
            reconcile(view);
        }
        return first || request.getResourceNamesSubscribeCount() + request.getResourceNamesUnsubscribeCount() > 0;
    }

    @Override
    public Stream<String> concerned(TypeChange change) {
        Stream<String> listed =
                asked.asksBeyondNames() ? change.names().stream().filter(asked::concerns) : held(change.names());
        return Stream.concat(listed, held(change.byName()));
    }

    /** Those of the names that the client has or asks for, found by going through whichever are fewer. */
    private Stream<String> held(Set<String> names) {
        Map<String, ResourceState> states = asked.states();
        return names.size() <= states.size()
                ? names.stream().filter(states::containsKey)
                : states.keySet().stream().filter(names::contains);
    }

    @Override
    public Stream<String> repeated(Collection<String> names) {
        return names.stream().filter(asked::concerns);
    }

    @Override
    public Optional<VersionedResource> due(String name, TypeView view) {
        return asked.due(name, view);
    }

    @Override
    public @Nullable String versionDue(String name, TypeView view) {
        return asked.versionDue(name, view);
    }

    @Override
    public String resource(String name) {
        return name;
    }

    @Override
    public Stream<String> synonyms(String name, VersionedResource resource, TypeView view) {
        return Stream.of(name);
    }

    @Override
    public TypeDescription named(TypeDescription described, TypeView view) {
        return described;
    }

    @Override
    public boolean hasMore() {
        return sweep.hasNext();
    }

    @Override
    public Stream<String> unsent(TypeView view) {
        return sweep.hasNext() ? view.names().stream() : Stream.empty();
    }

    private void subscribe(String name, boolean first, TypeView view) {
        if (name.equals(WILDCARD)) {
            subscribeToAll(first, view);
            return;
        }
        if (XdstpName.isCollection(name)) {
            subscribeToCollection(name, view);
            return;
        }
        asked.add(name);
        boolean shown = first && asked.has(name);
        if (!shown || asked.due(name, view).filter(asked::wants).isPresent()) {
            backlog.owe(name); // P01, P02, P04
        }
    }

    private void subscribeToAll(boolean first, TypeView view) {
        owesAnswer = !first || asked.states().keySet().stream().noneMatch(asked::has);
        sweep.begin(view.names(), asked.wildcard());
        asked.wildcard(true);
        // what a client is still to read it will take as covered by this, though it was forgotten meanwhile (P16)
        answers.awaited().filter(name -> asked.state(name) == null).forEach(backlog::owe);
    }

    /** An empty collection is answered by its own name, which does not exist (P53). */
    private void subscribeToCollection(String name, TypeView view) {
        boolean again = !asked.addCollection(name);
        Set<String> members = view.members(name);
        members.stream()
                .filter(member ->
                        again || asked.due(member, view).filter(asked::wants).isPresent())
                .forEach(backlog::owe);
        if (members.isEmpty()) {
            backlog.owe(name);
        }
    }

    private void unsubscribe(String name) {
        if (name.equals(WILDCARD)) {
            asked.wildcard(false);
            sweep.stop();
            forgetUncovered(); // P16
        } else if (asked.remove(name)) { // P17
            forgetMembers(name);
            if (asked.covers(name)) {
                backlog.owe(name); // P15
            } else {
                asked.forget(name);
                backlog.drop(name);
            }
        }
    }

    /** Members that the client also asks for otherwise are answered (P15). */
    private void forgetMembers(String name) {
        if (XdstpName.isCollection(name)) {
            forgetUncovered();
            asked.states().keySet().stream()
                    .filter(known ->
                            XdstpName.collection(known).filter(name::equals).isPresent())
                    .forEach(backlog::owe);
        }
    }

    private void forgetUncovered() {
        asked.forgetUncovered();
        backlog.retain(asked.states().keySet());
    }

    /**
     * After the first request what the client did not ask for is forgotten, and what it has and no longer exists is owed, or
     * noted where something may still lead to it (P41, P44).
     */
    private void reconcile(TypeView view) {
        asked.forgetUncovered();
        for (String name : asked.states().keySet()) {
            Optional<VersionedResource> resource = asked.due(name, view);
            if (resource.isPresent() && asked.has(name)) {
                heartbeats.recalled(name, resource.get(), channel.now());
            } else if (resource.isEmpty() && late && asked.has(name)) {
                backlog.note(name, channel.now());
            } else if (resource.isEmpty() && !XdstpName.isCollection(name)) {
                backlog.owe(name);
            }
        }
    }
}
