package dev.roster.status;

import dev.roster.envoy.ResourceType;
import dev.roster.resource.XdstpName;
import dev.roster.snapshot.Snapshots;
import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;
import dev.roster.xds.ResourceDescription;
import dev.roster.xds.StreamInfo;
import dev.roster.xds.TypeDescription;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a client has of a type, one by one: those that are not in sync as they were told, the others in the version that
 * this replica serves. Thread-safe.
 */
@Singleton
public final class Resources {
    private static final int MOST = 1000;

    private final Snapshots snapshots;

    Resources(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    public Listing of(StreamInfo client, TypeDescription type) {
        TypeView view = ResourceType.ofUrl(type.typeUrl())
                .map(known -> snapshots.current().view(known, client.viewer()))
                .orElse(TypeView.NOTHING);
        Set<String> named = named(client, type, view);
        List<ResourceDescription> unsettled = type.unsettled().resources();
        List<ResourceDescription> listed = type.unsettled().cut()
                ? unsettled
                : Stream.concat(unsettled.stream(), synced(type, named, view)).toList();
        int all = total(type, named, view);
        return new Listing(
                listed.stream()
                        .limit(MOST)
                        .sorted(Comparator.comparing(ResourceDescription::name))
                        .toList(),
                Math.max(0, all - Math.min(MOST, listed.size())));
    }

    /** What it asks for by name, where a collection that is not empty stands for its members (P53). */
    private static Set<String> named(StreamInfo client, TypeDescription type, TypeView view) {
        Set<String> names = type.interest().names();
        if (!client.delta() || isOnDemand(type) || names.stream().noneMatch(XdstpName::isCollection)) {
            return names;
        }
        Set<String> named = new HashSet<>();
        for (String name : names) {
            Set<String> members = XdstpName.isCollection(name) ? view.members(name) : Set.of();
            named.addAll(members.isEmpty() ? Set.of(name) : members);
        }
        return named;
    }

    private static Stream<ResourceDescription> synced(TypeDescription type, Set<String> named, TypeView view) {
        Set<String> known = new HashSet<>();
        type.unsettled().resources().forEach(resource -> known.add(resource.name()));
        Stream<String> all = type.interest().wildcard() ? view.names().stream() : Stream.empty();
        return Stream.concat(named.stream(), all)
                .filter(known::add)
                .limit(MOST)
                .map(name -> found(type, view, name)
                        .map(resource -> ResourceDescription.synced(name, resource))
                        .orElseGet(() -> ResourceDescription.absent(name)));
    }

    private static Optional<VersionedResource> found(TypeDescription type, TypeView view, String name) {
        return isOnDemand(type) ? view.host(name) : view.get(name);
    }

    /** Whether it is the type of which clients ask by other names than the resources have (P50). */
    private static boolean isOnDemand(TypeDescription type) {
        return ResourceType.ofUrl(type.typeUrl())
                .filter(ResourceType::isOnDemand)
                .isPresent();
    }

    /** Those asked for by name beside all that are listed, too. */
    private static int total(TypeDescription type, Set<String> named, TypeView view) {
        if (!type.interest().wildcard()) {
            return named.size() + type.interest().more();
        }
        long beside = named.stream().filter(name -> view.listed(name).isEmpty()).count();
        return view.names().size() + (int) beside;
    }

    /**
     * Resources by name. Immutable.
     *
     * @param more how many are not listed
     */
    public record Listing(List<ResourceDescription> resources, int more) {
        public Listing {
            resources = List.copyOf(resources);
        }
    }
}
