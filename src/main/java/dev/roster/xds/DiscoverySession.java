package dev.roster.xds;

import com.google.protobuf.MessageLite;
import dev.roster.resource.ResourceType;
import dev.roster.resource.ResourceType.Removal;
import dev.roster.snapshot.Snapshot;
import dev.roster.snapshot.SnapshotUpdate;
import dev.roster.snapshot.Transport;
import dev.roster.snapshot.VersionedResource;
import dev.roster.snapshot.Viewer;
import io.envoyproxy.envoy.config.core.v3.Node;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One discovery stream. Requests and updates are noted by type; a flush at the end of the loop's turn answers what was
 * asked, so that a burst of requests is answered in few responses (P24), and then pushes what changed in the order that
 * keeps traffic whole (P41). Not thread-safe: every call comes from the stream's own event loop.
 */
public final class DiscoverySession<Q, R extends MessageLite> {
    private static final int MAX_TYPES = 64;
    /** The order of {@link ResourceType}; types that are not served come last. */
    private static final Comparator<String> PUSH_ORDER = Comparator.<String>comparingInt(typeUrl ->
                    ResourceType.ofUrl(typeUrl).map(ResourceType::ordinal).orElse(Integer.MAX_VALUE))
            .thenComparing(Comparator.naturalOrder());

    /** What may refer to resources that are withdrawn only when unused. */
    private static final List<String> REFERRING =
            List.of(ResourceType.CLUSTER.typeUrl(), ResourceType.LISTENER.typeUrl());

    private final Sessions sessions;
    private final LoopSessions others;
    private final StreamKind<Q, R> kind;
    private final Responses<R> out;
    private final NavigableMap<String, OpenType<Q, R>> types = new TreeMap<>(PUSH_ORDER);
    private final Dependents dependents = new Dependents(this::open);
    private final AnswerPace pace = new AnswerPace();
    private StreamInfo info;
    private Viewer viewer;
    private final long id;
    private final long openedAt;
    /** What it was described as last, until something happens. */
    private @Nullable StreamDescription description;

    private long lastNonce;
    private boolean opened;
    private boolean closed;
    private boolean flushScheduled;
    private boolean deadlineScheduled;

    DiscoverySession(Sessions sessions, LoopSessions others, StreamKind<Q, R> kind, Responses<R> out) {
        this.sessions = sessions;
        this.others = others;
        this.kind = kind;
        this.out = out;
        this.id = sessions.nextId();
        this.openedAt = sessions.now();
        this.info = new StreamInfo(
                Node.getDefaultInstance(), kind.transport(), kind.variant().isDelta());
        this.viewer = info.viewer();
    }

    /** Takes in a request; throws {@link StreamRefused} when the stream must end for it. */
    public void request(Q request) {
        if (closed) {
            return;
        }
        others.catchUp();
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
        boolean first = !types.containsKey(typeUrl);
        if (first && types.size() == MAX_TYPES) {
            throw new StreamRefused.TooMuch("type_url", MAX_TYPES);
        }
        OpenType<Q, R> type = types.computeIfAbsent(typeUrl, url -> new OpenType<>(url, kind.variant(), this));
        type.stream().request(request, type.view(others.view(), viewer));
        if (type.stream().state().asked().named() > sessions.config().maxSubscriptions()) {
            throw new StreamRefused.TooMuch("resource names", sessions.config().maxSubscriptions());
        }
        int more = type.newSubscriptions();
        observer().subscriptions(typeUrl, more);
        if (first) {
            ResourceType.ofUrl(typeUrl).ifPresent(dependents::opened);
        }
        scheduleFlush(more == 0 ? 0 : pace.delay(now()));
    }

    void updated(SnapshotUpdate update) {
        guarded(() -> take(update));
    }

    /** A session that fails ends its own stream, so that the client comes anew, and no other one. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            close();
            out.fail(e);
        }
    }

    private void take(SnapshotUpdate update) {
        observer().lookedAt(info);
        boolean concerned = false;
        for (ResourceType type : update.types()) {
            OpenType<Q, R> open = types.get(type.typeUrl());
            if (open != null) {
                open.stream().changed(new TypeChange(update, type, viewer));
                concerned |= open.stream().behind();
            }
        }
        for (OpenType<Q, R> type : types.values()) {
            if (type.removal() == Removal.WHEN_UNUSED) {
                type.stream().state().backlog().reconsider();
                concerned |= type.stream().behind();
            }
        }
        if (concerned) {
            flush();
        }
    }

    private Optional<TypeStream<Q>> open(ResourceType type) {
        return Optional.ofNullable(types.get(type.typeUrl())).map(OpenType::stream);
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
                    types.values().stream()
                            .map(type -> type.describe(snapshot, viewer))
                            .toList());
        }
        return Optional.of(description);
    }

    /** Ends the session; a second call does nothing (P61). */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        others.remove(this);
        if (opened) {
            types.forEach((typeUrl, type) -> observer().subscriptions(typeUrl, -type.reported()));
            observer().closed(info);
        }
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
        Snapshot snapshot = others.view();
        types.values().forEach(type -> type.stream().answer(type.view(snapshot, viewer)));
        if (!pushInOrder(snapshot)) {
            types.values().stream()
                    .filter(type -> type.removal() == Removal.LAST)
                    .forEach(type -> type.stream().push(type.view(snapshot, viewer), true));
        }
        scheduleDeadline();
    }

    /**
     * Whether something that was pushed, now or before, still waits for its answer: listeners, routes and what comes after
     * them wait too. Endpoints do not: Envoy may acknowledge a cluster only once it has them.
     */
    private boolean pushInOrder(Snapshot snapshot) {
        boolean waits = false;
        for (OpenType<Q, R> type : types.values()) {
            TypeStream<Q> stream = type.stream();
            boolean held = type.removal() != Removal.LAST && (waits || (stream.behind() && dependents.areWarming()));
            if (!held) {
                stream.push(type.view(snapshot, viewer), mayRemove(type));
            }
            waits = waits || held || stream.state().answers().unanswered();
        }
        return waits;
    }

    /** Whether resources of the type that are gone may be withdrawn in its turn. */
    private boolean mayRemove(OpenType<Q, R> type) {
        return switch (type.removal()) {
            case IN_TURN -> true;
            case LAST -> false;
            case WHEN_UNUSED ->
                REFERRING.stream().map(types::get).noneMatch(referring -> referring != null && referring.isUnsettled());
        };
    }

    /** On a stream of its own each type is fetched anew for whatever refers to it. */
    void told(Collection<VersionedResource> news) {
        if (info.transport() == Transport.ADS) {
            news.forEach(resource -> dependents.sent(resource, now()));
        }
    }

    /** Nothing waits for ever: what an answer holds up is pushed once the answer is overdue (P38). */
    private void scheduleDeadline() {
        boolean waiting = !dependents.isEmpty()
                || types.values().stream().anyMatch(type -> type.stream().behind());
        if (waiting && !deadlineScheduled) {
            deadlineScheduled = true;
            ScheduledFuture<?> unused = others.loop()
                    .schedule(this::deadline, sessions.config().answerDeadline().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void deadline() {
        deadlineScheduled = false;
        dependents.expire(this::overdue);
        others.catchUp();
        guarded(this::flush);
    }

    void send(String typeUrl, R response, SessionObserver.Response sent) {
        out.send(response);
        observer().sent(info, typeUrl, sent);
    }

    String nonce() {
        return Long.toHexString(++lastNonce);
    }

    long now() {
        return sessions.now();
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
