package dev.roster.xds;

import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import java.util.Optional;

/** Takes in what a delta client asks for, and notes what it is owed. Not thread-safe: belongs to its stream. */
final class DeltaInterest {
    private static final String WILDCARD = Subscriptions.WILDCARD;

    private final Subscriptions asked;
    private final Backlog backlog;
    private final Answers answers;
    private final Heartbeats heartbeats;
    private final Channel<?> channel;
    private final boolean lingers;
    private final Sweep sweep = new Sweep();

    private boolean started;
    private boolean owesAnswer;

    /** @param lingers whether removals wait until nothing refers to what is removed */
    DeltaInterest(TypeState state, Channel<?> channel, boolean lingers) {
        this.asked = state.asked();
        this.backlog = state.backlog();
        this.answers = state.answers();
        this.heartbeats = state.heartbeats();
        this.channel = channel;
        this.lingers = lingers;
    }

    /** What a subscribe to the wildcard still has to go through. */
    Sweep sweep() {
        return sweep;
    }

    /** Whether the client is to be answered even with nothing; once. */
    boolean owesAnswer() {
        boolean owes = owesAnswer;
        owesAnswer = false;
        return owes;
    }

    /** Returns whether the request asks for anything. */
    boolean take(DeltaDiscoveryRequest request, TypeView view) {
        boolean first = !started;
        started = true;
        if (first) {
            request.getInitialResourceVersionsMap().forEach(asked::recall); // P05, P06
        }
        request.getResourceNamesUnsubscribeList().forEach(this::unsubscribe);
        request.getResourceNamesSubscribeList().forEach(name -> subscribe(name, first, view));
        if (first) {
            if (request.getResourceNamesSubscribeCount() == 0) {
                subscribe(WILDCARD, true, view); // the legacy wildcard (P13)
            }
            reconcile(view);
        }
        return first || request.getResourceNamesSubscribeCount() + request.getResourceNamesUnsubscribeCount() > 0;
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
        owesAnswer = !first || asked.states().keySet().stream().noneMatch(asked::has);
        sweep.begin(view.names(), asked.wildcard());
        asked.wildcard(true);
        // what a client is still to read it will take as covered by this, though it was forgotten meanwhile (P16)
        answers.awaited().filter(name -> asked.state(name) == null).forEach(backlog::owe);
    }

    private void unsubscribe(String name) {
        if (name.equals(WILDCARD)) {
            asked.wildcard(false);
            sweep.stop();
            forgetUncovered(); // P16
        } else if (asked.remove(name)) { // P17
            if (asked.covers(name)) {
                backlog.owe(name); // P15
            } else {
                asked.forget(name);
                backlog.drop(name);
            }
        }
    }

    private void forgetUncovered() {
        asked.forgetUncovered();
        backlog.retain(asked.states().keySet());
    }

    /**
     * After the first request what the client did not ask for is forgotten, and what it has and no longer exists is owed, or
     * noted where something may still refer to it (P44).
     */
    private void reconcile(TypeView view) {
        asked.forgetUncovered();
        for (String name : asked.states().keySet()) {
            Optional<VersionedResource> resource = asked.due(name, view);
            if (resource.isPresent() && asked.has(name)) {
                heartbeats.recalled(name, resource.get(), channel.now());
            } else if (resource.isEmpty() && lingers && asked.has(name)) {
                backlog.note(name, channel.now());
            } else if (resource.isEmpty()) {
                backlog.owe(name);
            }
        }
    }
}
