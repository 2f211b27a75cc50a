package dev.roster.xds;

import dev.roster.envoy.ResourceType;
import dev.roster.envoy.ResourceType.Removal;
import dev.roster.snapshot.TypeView;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import java.util.Collection;
import java.util.Optional;

/** One type on a delta stream. Not thread-safe: belongs to its session. */
final class DeltaStream implements TypeStream<DeltaDiscoveryRequest> {
    /** How many responses a request for resources that are sent alone gets at once. */
    private static final int MOST_AT_ONCE = 32;

    private final String typeUrl;
    private final boolean alone;
    private final Channel<DeltaDiscoveryResponse> channel;
    private final TypeState state;
    private final Backlog backlog;
    private final Answers answers;
    private final DeltaInterest interest;
    private final DeltaTeller teller;
    private boolean requested;

    DeltaStream(String typeUrl, Channel<DeltaDiscoveryResponse> channel) {
        this.typeUrl = typeUrl;
        this.channel = channel;
        this.state = TypeState.of(channel, true);
        this.backlog = state.backlog();
        this.answers = state.answers();
        Optional<ResourceType> type = ResourceType.ofUrl(typeUrl);
        this.alone = type.filter(ResourceType::isSentAlone).isPresent();
        if (type.filter(ResourceType::isOnDemand).isPresent()) {
            HostInterest hosts = new HostInterest(state, channel);
            this.interest = hosts;
            this.teller = new HostTeller(state, channel, hosts);
        } else {
            Removal removal = type.map(ResourceType::removal).orElse(Removal.IN_TURN);
            NameInterest names = new NameInterest(state, channel, removal);
            this.interest = names;
            this.teller = new NameTeller(state, channel, names.sweep(), removal);
        }
    }

    @Override
    public TypeState state() {
        return state;
    }

    @Override
    public void request(DeltaDiscoveryRequest request, TypeView view) {
        backlog.setApart(
                answers.take(request.getResponseNonce(), request.hasErrorDetail(), request.getErrorDetail()),
                interest::resource);
        // an ACK of something else does not bring the rest of a response that was split (P22, P23)
        requested |= interest.take(request, view);
        requested |= !answers.unanswered();
    }

    @Override
    public void changed(TypeChange change) {
        interest.concerned(change).forEach(name -> backlog.note(name, change.since()));
    }

    @Override
    public void resend(Collection<String> names) {
        interest.repeated(names).forEach(name -> backlog.repeat(name, channel.now()));
    }

    @Override
    public void answer(TypeView view) {
        if (!requested) {
            return;
        }
        requested = false;
        boolean more = true;
        for (int responses = 1; more; responses++) {
            DeltaBatch batch = new DeltaBatch(alone);
            takeOwed(batch, view);
            teller.addMore(batch, view);
            boolean owed = interest.owesAnswer();
            boolean rest = !backlog.owesNothing() || interest.hasMore();
            more = alone && rest && responses < MOST_AT_ONCE;
            if (owed || !batch.isEmpty()) {
                // what does not follow now does once this is answered, like a push
                tell(batch, Cause.request(rest && !more, channel.now()));
            }
        }
    }

    @Override
    public void push(TypeView view, boolean withRemovals) {
        if (answers.unanswered() || !behind()) {
            return;
        }
        Cause cause = Cause.change(backlog.since(channel.now()));
        DeltaBatch batch = new DeltaBatch(alone);
        takeOwed(batch, view);
        if (withRemovals) {
            backlog.release(channel.now() - channel.retireAfter());
        }
        Runnable changes = () -> {
            backlog.tellDirty(name -> teller.addChange(name, batch, view, withRemovals));
            teller.addMore(batch, view);
        };
        backlog.tellInTurn(batch::isEmpty, changes, name -> takeAgain(name, batch, view));
        if (!batch.isEmpty()) {
            tell(batch, cause);
        }
    }

    private void takeOwed(DeltaBatch batch, TypeView view) {
        backlog.tellOwed(name -> interest.due(name, view)
                .map(resource -> teller.add(name, resource, batch))
                .orElseGet(() -> teller.addAbsent(name, batch)));
    }

    /** One bad resource must not keep the good ones from the client that it was sent with (P82). */
    private boolean takeAgain(String name, DeltaBatch batch, TypeView view) {
        if (!state.isOpen(name, interest.versionDue(name, view))) {
            return true;
        }
        return interest.due(name, view)
                .map(resource -> interest.synonyms(name, resource, view)
                        .allMatch(synonym -> teller.add(synonym, resource, batch)))
                .orElseGet(() -> teller.addAbsent(name, batch));
    }

    private void tell(DeltaBatch batch, Cause cause) {
        send(batch, cause);
        channel.told(batch.resources());
    }

    private void send(DeltaBatch batch, Cause cause) {
        String nonce = channel.nonce();
        answers.expect(nonce, new Sent(cause, channel.now(), batch.versions(), batch.size()));
        batch.versions().keySet().forEach(backlog::drop);
        channel.send(batch.response(typeUrl, nonce), batch.resources().size(), cause.reason());
    }

    @Override
    public void beat(TypeView view) {
        DeltaBatch batch = new DeltaBatch(alone);
        for (String name : state.heartbeats().take(channel.now())) {
            if (!teller.mention(name, batch, view)) {
                send(batch, Cause.heartbeat(channel.now()));
                batch = new DeltaBatch(alone);
                teller.mention(name, batch, view);
            }
        }
        if (!batch.isEmpty()) {
            send(batch, Cause.heartbeat(channel.now()));
        }
    }

    @Override
    public boolean behind() {
        return !backlog.isEmpty() || interest.hasMore();
    }

    @Override
    public boolean rejects(TypeView view) {
        return state.rejects(name -> interest.versionDue(name, view));
    }

    @Override
    public TypeDescription describe(TypeView view) {
        TypeDescription described =
                state.describe(typeUrl, name -> interest.versionDue(name, view), interest.unsent(view), channel.now());
        return interest.named(described, view);
    }
}
