package dev.roster.xds;

import com.google.protobuf.util.Durations;
import dev.roster.snapshot.VersionedResource;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When each resource with a time to live is to be mentioned again, so that the client keeps it (P51). Costs nothing where
 * none has one. Not thread-safe: belongs to its {@link TypeStream}.
 */
final class Heartbeats {
    /** Two may get lost on the way. */
    private static final int BEATS_PER_TTL = 3;

    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final Map<String, Beat> beats = new HashMap<>(0);
    /** Names that were due while nothing could be sent. */
    private final Set<String> postponed = new LinkedHashSet<>(0);

    private long next = Alarm.NEVER;

    /** The resource as it is mentioned: without a body. */
    static Resource mention(String name, String version, Duration ttl) {
        return Resource.newBuilder()
                .setName(name)
                .setVersion(version)
                .setTtl(Durations.fromMillis(ttl.toMillis()))
                .build();
    }

    /** The client was sent the resource under this name. */
    void sent(String name, VersionedResource resource, long now) {
        note(name, resource, now, false);
    }

    /** The client has had the resource for nobody knows how long. */
    void recalled(String name, VersionedResource resource, long now) {
        note(name, resource, now, true);
    }

    private void note(String name, VersionedResource resource, long now, boolean atOnce) {
        postponed.remove(name);
        Duration ttl = resource.ttl();
        if (ttl == null) {
            beats.remove(name);
            return;
        }
        long period = Math.max(ttl.dividedBy(BEATS_PER_TTL).toNanos(), SHORTEST.toNanos());
        Beat beat = new Beat(period, atOnce ? now : now + period);
        beats.put(name, beat);
        next = Math.min(next, beat.due());
    }

    /** Whether the client has the resource only for as long as it hears of it. */
    boolean keep(String name) {
        return beats.containsKey(name);
    }

    void forget(String name) {
        beats.remove(name);
        postponed.remove(name);
    }

    /** These are due as soon as something can be sent. */
    void postpone(Collection<String> names) {
        postponed.addAll(names);
    }

    /** The time of the next heartbeat, in nanoseconds of the session's clock, or {@link Alarm#NEVER}. */
    long next() {
        return beats.isEmpty() ? Alarm.NEVER : next;
    }

    /** The names that are due, and those that soon would be: many are mentioned in few responses. */
    List<String> take(long now) {
        if (postponed.isEmpty() && now < next) {
            return List.of();
        }
        Set<String> names = new LinkedHashSet<>(postponed);
        postponed.clear();
        next = Alarm.NEVER;
        beats.replaceAll((name, beat) -> {
            boolean due = beat.due() - now <= beat.period() / 2;
            if (due) {
                names.add(name);
            }
            Beat following = due ? new Beat(beat.period(), now + beat.period()) : beat;
            next = Math.min(next, following.due());
            return following;
        });
        return List.copyOf(names);
    }

    /** The period of a resource's heartbeats and the time of the next, in nanoseconds. Immutable. */
    private record Beat(long period, long due) {}
}
