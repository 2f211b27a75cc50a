package dev.roster.xds;

import com.google.protobuf.MessageLite;
import dev.roster.envoy.ResourceType;
import dev.roster.envoy.ResourceType.Removal;
import dev.roster.snapshot.Snapshot;
import dev.roster.snapshot.VersionedResource;
import dev.roster.snapshot.Viewer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * The types that the client of a session asked for, in the order in which they are pushed, which keeps traffic whole (P41).
 * Not thread-safe: belongs to its session.
 */
final class OpenTypes<Q, R extends MessageLite> {
    private static final int MOST = 64;
    /** The order of {@link ResourceType}; types that are not served come last. */
    private static final Comparator<String> PUSH_ORDER = Comparator.<String>comparingInt(typeUrl ->
                    ResourceType.ofUrl(typeUrl).map(ResourceType::ordinal).orElse(Integer.MAX_VALUE))
            .thenComparing(Comparator.naturalOrder());

    /** What may refer to resources that are withdrawn only when unused. */
    private static final List<String> REFERRING =
            List.of(ResourceType.CLUSTER.typeUrl(), ResourceType.LISTENER.typeUrl());

    private final NavigableMap<String, OpenType<Q, R>> types = new TreeMap<>(PUSH_ORDER);
    private final Dependents dependents = new Dependents(this::stream);

    /** The type with this URL, opened when the client asks for it for the first time. */
    OpenType<Q, R> open(String typeUrl, Function<String, OpenType<Q, R>> opening) {
        OpenType<Q, R> known = types.get(typeUrl);
        if (known != null) {
            return known;
        }
        if (types.size() == MOST) {
            throw new StreamRefused.TooMuch("type_url", MOST);
        }
        OpenType<Q, R> opened = opening.apply(typeUrl);
        types.put(typeUrl, opened);
        return opened;
    }

    /** To be called once the first request of a type is taken in. */
    void opened(ResourceType type) {
        dependents.opened(type);
    }

    Optional<TypeStream<Q>> stream(ResourceType type) {
        return Optional.ofNullable(types.get(type.typeUrl())).map(OpenType::stream);
    }

    Collection<OpenType<Q, R>> all() {
        return types.values();
    }

    /** Notes that the client was sent this, which it did not have in this version or asked for again. */
    void told(Collection<VersionedResource> news, long now) {
        news.forEach(resource -> dependents.sent(resource, now));
    }

    /** What was kept because something referred to it is looked at again; returns whether there is any. */
    boolean reconsider() {
        boolean any = false;
        for (OpenType<Q, R> type : types.values()) {
            if (type.removal() == Removal.WHEN_UNUSED) {
                any |= type.stream().state().backlog().reconsider();
            }
        }
        return any;
    }

    /** Since when the client owes the oldest answer that something waits for. */
    OptionalLong waitingSince() {
        if (dependents.isEmpty()
                && types.values().stream().noneMatch(type -> type.stream().behind())) {
            return OptionalLong.empty();
        }
        LongStream sent = types.values().stream()
                .flatMapToLong(type -> type.stream().state().answers().awaitedSince());
        return LongStream.concat(sent, dependents.since()).min();
    }

    /** Nothing is waited for any longer that was for so long. */
    void expire(LongPredicate overdue) {
        dependents.expire(overdue);
    }

    /**
     * Sends the heartbeats that are due, which a stream of changes must not put off, answers what was asked, then pushes what
     * changed; what finds the client not ready stays noted.
     */
    void tell(Snapshot snapshot, Viewer viewer, BooleanSupplier ready) {
        for (OpenType<Q, R> type : types.values()) {
            if (ready.getAsBoolean()) {
                type.stream().beat(type.view(snapshot, viewer));
            }
        }
        for (OpenType<Q, R> type : types.values()) {
            if (ready.getAsBoolean()) {
                type.stream().answer(type.view(snapshot, viewer));
            }
        }
        boolean outdated = types.values().stream().anyMatch(type -> type.isOutdated(snapshot, viewer));
        boolean undecided = pushInOrder(snapshot, viewer, ready, !outdated);
        if (!undecided && !outdated) {
            types.values().stream()
                    .filter(type -> isWithdrawnLast(type) && ready.getAsBoolean())
                    .forEach(type -> type.stream().push(type.view(snapshot, viewer), true));
        }
    }

    /**
     * Pushes what changed, each type once those before it were answered. Endpoints wait for nothing: Envoy may acknowledge a
     * cluster only once it has them. Returns whether something that may lead to what is gone is yet to be pushed or answered.
     *
     * @param current whether nothing that the client has is outdated for good
     */
    private boolean pushInOrder(Snapshot snapshot, Viewer viewer, BooleanSupplier ready, boolean current) {
        boolean waits = false;
        boolean undecided = false;
        for (OpenType<Q, R> type : types.values()) {
            TypeStream<Q> stream = type.stream();
            boolean held = type.isHeld(
                    type.removal() != Removal.LAST && (waits || (stream.behind() && dependents.areWarming())));
            if (!held && ready.getAsBoolean()) {
                stream.push(type.view(snapshot, viewer), mayRemove(type, current));
            }
            boolean busy = !ready.getAsBoolean() || stream.state().answers().unanswered();
            waits |= type.isFollowed() && (held || busy);
            undecided |= type.refers() && (busy || (held && stream.behind()));
        }
        return undecided;
    }

    private boolean isWithdrawnLast(OpenType<Q, R> type) {
        return type.removal() == Removal.LAST || (type.removal() == Removal.WHEN_UNUSED && type.isAlone());
    }

    /** Whether resources of the type that are gone may be withdrawn in its turn. */
    private boolean mayRemove(OpenType<Q, R> type, boolean current) {
        return switch (type.removal()) {
            case IN_TURN -> true;
            case LAST -> false;
            case WHEN_UNUSED ->
                current
                        && !type.isAlone()
                        && REFERRING.stream()
                                .map(types::get)
                                .noneMatch(referring -> referring != null && referring.isUnsettled());
        };
    }

    /** The next time at which something that is gone was kept for long enough; one that is past waits for an answer. */
    long nextRetirement(long now) {
        return types.values().stream()
                .filter(OpenType::isAlone)
                .flatMapToLong(type -> type.stream().state().backlog().retiringSince().stream()
                        .map(since -> since + type.retireAfter()))
                .filter(time -> time > now)
                .min()
                .orElse(Alarm.NEVER);
    }

    /** The time of the next heartbeat of any type. */
    long nextBeat() {
        long next = Alarm.NEVER;
        for (OpenType<Q, R> type : types.values()) {
            next = Math.min(next, type.stream().state().heartbeats().next());
        }
        return next;
    }
}
