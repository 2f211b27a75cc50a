package dev.roster.snapshot;

import dev.roster.envoy.ResourceType;
import dev.roster.envoy.ResourceType.Removal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * Which resources refer to a name, for the types where that matters: those that are withdrawn only when nothing does, and
 * those that are fetched on demand. Immutable.
 */
final class Referrers {
    static final Referrers NONE = new Referrers(HashTreePMap.empty());

    private final PMap<ResourceType, PMap<String, PSet<Source>>> sources;

    private Referrers(PMap<ResourceType, PMap<String, PSet<Source>>> sources) {
        this.sources = sources;
    }

    Set<Source> of(ResourceType type, String name) {
        return named(type).getOrDefault(name, HashTreePSet.empty());
    }

    /** All names of a type that are referred to. */
    Set<String> targets(ResourceType type) {
        return named(type).keySet();
    }

    private PMap<String, PSet<Source>> named(ResourceType type) {
        return sources.getOrDefault(type, HashTreePMap.empty());
    }

    Referrers with(Source source, Optional<Published> before, Optional<Published> after) {
        return changed(before, referring -> referring.minus(source))
                .changed(after, referring -> referring.plus(source));
    }

    private Referrers changed(Optional<Published> resource, UnaryOperator<PSet<Source>> change) {
        Map<ResourceType, Set<String>> references = resource.map(
                        present -> present.over(Transport.ADS).references())
                .orElse(Map.of());
        PMap<ResourceType, PMap<String, PSet<Source>>> next = sources;
        for (Map.Entry<ResourceType, Set<String>> reference : references.entrySet()) {
            ResourceType type = reference.getKey();
            if (type.removal() == Removal.WHEN_UNUSED || type.isOnDemand()) {
                PMap<String, PSet<Source>> named = next.getOrDefault(type, HashTreePMap.empty());
                for (String name : reference.getValue()) {
                    PSet<Source> referring = change.apply(named.getOrDefault(name, HashTreePSet.empty()));
                    named = referring.isEmpty() ? named.minus(name) : named.plus(name, referring);
                }
                next = next.plus(type, named);
            }
        }
        return next == sources ? this : new Referrers(next);
    }

    /** A resource that refers to another one. Immutable. */
    record Source(Scope scope, String name) {}
}
