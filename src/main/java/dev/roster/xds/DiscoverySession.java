package dev.roster.xds;

import com.google.protobuf.MessageLite;
import dev.roster.envoy.ResourceType;
import dev.roster.snapshot.Snapshot;
import dev.roster.snapshot.SnapshotUpdate;
import dev.roster.snapshot.Transport;
import dev.roster.snapshot.VersionedResource;
import dev.roster.snapshot.Viewer;
import io.envoyproxy.envoy.config.core.v3.Node;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One discovery stream. Requests and updates are noted by type; a flush at the end of the loop's turn answers what was
 * asked, so that a burst of requests is answered in few responses (P24), and then pushes what changed. While the client
 * does not read, nothing is made for it: what is noted is told as it is then. Not thread-safe: every call comes from the
 * stream's own event loop.
 */
public final class DiscoverySession<Q, R extends MessageLite> {
    private final Sessions sessions;
    private final LoopSessions others;
    private final StreamKind<Q, R> kind;
    private final Responses<R> out;
    private final long id;
    private final long openedAt;
    private final OpenTypes<Q, R> types = new OpenTypes<>();
    private final AnswerPace pace = new AnswerPace();
    private final Allowance allowance;
    private final Alarm deadline;
    private final Alarm heartbeat;
    private final Alarm patience;

    private StreamInfo info;
    private Viewer viewer;
    /** What it was described as last, until something happens. */
    private @Nullable StreamDescription description;

    private long lastNonce;
    private boolean opened;
    private boolean closed;
    private boolean flushScheduled;

    DiscoverySession(Sessions sessions, LoopSessions others, StreamKind<Q, R> kind, Responses<R> out) {
        this.sessions = sessions;
        this.others = others;
        this.kind = kind;
        this.out = out;
        this.id = sessions.nextId();
        this.openedAt = sessions.now();
        this.allowance = new Allowance(sessions.config().maxSubscriptions());
        this.deadline = new Alarm(others.loop(), sessions::now, this::deadlinePassed);
        this.heartbeat = new Alarm(others.loop(), sessions::now, () -> guarded(this::flush));
        this.patience = new Alarm(others.loop(), sessions::now, this::losePatience);
        this.info = new StreamInfo(
                Node.getDefaultInstance(), kind.transport(), kind.variant().isDelta());
        this.viewer = info.viewer();
    }

    /** Takes in a request; one that may not be answered ends the stream. */
    public void request(Q request) {
        others.catchUp();
        if (!closed) {
            guarded(() -> takeIn(request));
        }
    }

    private void takeIn(Q request) {
        description = null;
        if (!opened) {
            opened = true;
            // a list of all that an Envoy is built of, tens of kilobytes, which nothing here reads
            Node node =
                    kind.variant().node(request).toBuilder().clearExtensions().build();
            info = new StreamInfo(node, info.transport(), info.delta());
            viewer = info.viewer();
            observer().opened(info);
        }
        String typeUrl = kind.typeUrl(request);
        OpenType<Q, R> type = types.open(typeUrl, url -> new OpenType<>(url, kind.variant(), this));
        type.stream().request(request, type.view(others.view(), viewer));
        int more = type.newSubscriptions();
        observer().subscriptions(typeUrl, more);
        if (type.isNew()) {
            ResourceType.ofUrl(typeUrl).ifPresent(types::opened);
        }
        scheduleFlush(more == 0 ? 0 : pace.delay(now()));
    }

    void updated(SnapshotUpdate update) {
        guarded(() -> take(update));
    }

    /** The client reads on: what was held back may be sent. */
    public void writable() {
        patience.unset();
        guarded(this::flush);
    }

    /** A session that fails ends its own stream, so that the client comes anew, and no other one. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (StreamRefused refused) {
            close();
            out.end(refused);
        } catch (RuntimeException e) {
            close();
            out.fail(e);
        }
    }

    private void take(SnapshotUpdate update) {
        observer().lookedAt(info);
        boolean concerned = false;
        for (ResourceType type : update.types()) {
            Optional<TypeStream<Q>> stream = types.stream(type);
            if (stream.isPresent()) {
                stream.get().changed(new TypeChange(update, type, viewer));
                concerned |= stream.get().behind();
            }
        }
        if (types.reconsider() || concerned) {
            flush();
        }
    }

    /** What this stream is and has, once its first message has said whose it is. */
    Optional<StreamDescription> describe() {
        if (closed || !opened) {
            return Optional.empty();
        }
        if (description == null) {
            Snapshot snapshot = others.view();
            description = new StreamDescription(
                    id,
                    info,
                    openedAt,
                    types.all().stream()
                            .map(type -> type.describe(snapshot, viewer))
                            .toList());
        }
        return Optional.of(description);
    }

    /** Whether the client was sent anything yet. */
    boolean wasAnswered() {
        return lastNonce > 0;
    }

    /** The client is to come to another replica. */
    void leave() {
        if (!closed) {
            close();
            out.end(new StreamRefused.Leaving());
        }
    }

    /** Ends the session, unless it has ended (P61); returns whether it had not. */
    public boolean close() {
        if (closed) {
            return false;
        }
        closed = true;
        deadline.unset();
        heartbeat.unset();
        patience.unset();
        others.remove(this);
        if (opened) {
            types.all().forEach(OpenType::closed);
            observer().closed(info);
        }
        return true;
    }

    private void scheduleFlush(long delay) {
        if (flushScheduled) {
            return;
        }
        flushScheduled = true;
        Runnable scheduled = () -> {
            flushScheduled = false;
            others.catchUp();
            guarded(this::flush);
        };
        if (delay == 0) {
            others.loop().execute(scheduled);
        } else {
            ScheduledFuture<?> unused = others.loop().schedule(scheduled, delay, TimeUnit.NANOSECONDS);
        }
    }

    private void flush() {
        if (closed) {
            return;
        }
        description = null;
        types.tell(others.view(), viewer, out::ready);
        types.waitingSince()
                .ifPresent(since ->
                        deadline.at(since + sessions.config().answerDeadline().toNanos()));
        deadline.at(types.nextRetirement(now()));
        if (out.ready()) {
            heartbeat.at(types.nextBeat());
        } else if (!patience.isSet()) {
            patience.at(now() + sessions.config().readDeadline().toNanos());
        }
    }

    /** Nothing waits for ever: what an answer holds up is pushed once the answer is overdue (P38). */
    private void deadlinePassed() {
        types.expire(this::overdue);
        others.catchUp();
        guarded(this::flush);
    }

    /** What is sent to a client that does not read stays in memory, and its stream is of no use to it. */
    private void losePatience() {
        close();
        out.end(new StreamRefused.NotReading(sessions.config().readDeadline()));
    }

    /** On a stream of its own each type is fetched anew for whatever refers to it. */
    void told(Collection<VersionedResource> news) {
        if (!isOfOneType()) {
            types.told(news, now());
        }
    }

    void send(String typeUrl, R response, SessionObserver.Response sent) {
        out.send(response);
        observer().sent(info, typeUrl, sent);
    }

    String nonce() {
        return Long.toHexString(++lastNonce);
    }

    Allowance allowance() {
        return allowance;
    }

    long now() {
        return sessions.now();
    }

    boolean isOfOneType() {
        return info.transport() != Transport.ADS;
    }

    /** Where nothing says when what referred to a resource is changed, some time must do. */
    long retireAfter() {
        return isOfOneType() ? sessions.config().retireAfter().toNanos() : 0;
    }

    boolean overdue(long sentAt) {
        return now() - sentAt >= sessions.config().answerDeadline().toNanos();
    }

    StreamInfo info() {
        return info;
    }

    SessionObserver observer() {
        return sessions.observer();
    }
}
