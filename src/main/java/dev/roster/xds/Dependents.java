package dev.roster.xds;

import dev.roster.envoy.ResourceType;
import dev.roster.envoy.ResourceType.Removal;
import dev.roster.snapshot.VersionedResource;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * What the client of a session fetches because of what it was sent. Envoy waits for it to be sent, changed or not, once
 * what refers to it was: the endpoints of a cluster (P40), the virtual hosts of a route (P42), the route of a listener
 * (P43). See <a href="https://github.com/envoyproxy/envoy/issues/13009">envoy#13009</a>. Not thread-safe: belongs to its
 * session.
 */
final class Dependents {
    private final Function<ResourceType, ? extends Optional<? extends TypeStream<?>>> open;
    /** Names that are yet to be asked for, and endpoints that are yet to be answered, with the time since when. */
    private final Map<ResourceType, Map<String, Long>> due = new EnumMap<>(ResourceType.class);

    /** @param open finds the stream of a type that the client asked for */
    Dependents(Function<ResourceType, ? extends Optional<? extends TypeStream<?>>> open) {
        this.open = open;
    }

    /** The client was sent a resource that is news to it. */
    void sent(VersionedResource resource, long now) {
        resource.references().forEach((type, names) -> {
            if (type.removal() != Removal.WHEN_UNUSED) { // those are shared, not fetched anew
                require(type, names, now);
            }
        });
    }

    private void require(ResourceType type, Collection<String> names, long now) {
        Optional<? extends TypeStream<?>> stream = open.apply(type);
        if (stream.isEmpty() || type == ResourceType.ENDPOINT) {
            Map<String, Long> since = due.computeIfAbsent(type, t -> new HashMap<>());
            for (String name : names) {
                if (stream.isPresent() && stream.get().state().settled(name)) {
                    since.remove(name);
                }
                // one that is sent over and over holds up the rest no longer than one that is sent once (P38)
                since.putIfAbsent(name, now);
            }
        }
        stream.ifPresent(opened -> opened.resend(names));
    }

    /** The client asked for a type for the first time. */
    void opened(ResourceType type) {
        Map<String, Long> names = due.getOrDefault(type, Map.of());
        open.apply(type).ifPresent(stream -> stream.resend(names.keySet()));
        if (type != ResourceType.ENDPOINT) {
            due.remove(type);
        }
    }

    /** Whether clusters that were sent may not take traffic yet: until then no listener or route may lead to them (P41). */
    boolean areWarming() {
        Map<String, Long> endpoints = due.getOrDefault(ResourceType.ENDPOINT, Collections.emptyMap());
        open.apply(ResourceType.ENDPOINT).ifPresent(stream -> endpoints.keySet().removeIf(stream.state()::settled));
        return !endpoints.isEmpty();
    }

    boolean isEmpty() {
        return due.values().stream().allMatch(Map::isEmpty);
    }

    /** Since when each is waited for. */
    LongStream since() {
        return due.values().stream().flatMap(names -> names.values().stream()).mapToLong(Long::longValue);
    }

    /** Nothing is waited for any longer that was for so long. */
    void expire(LongPredicate overdue) {
        due.values().forEach(names -> names.values().removeIf(overdue::test));
    }
}
