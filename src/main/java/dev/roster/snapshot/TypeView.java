package dev.roster.snapshot;

import com.google.common.collect.Sets;
import dev.roster.envoy.ResourceType;
import dev.roster.resource.ResourceKey;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The resources of one type, as one client sees them: those of its group shadow those for everyone. Some are not listed:
 * a client gets them by asking for them by name. Immutable.
 */
public final class TypeView {
    /** What there is of a type that is not served. */
    public static final TypeView NOTHING =
            Snapshot.EMPTY.view(ResourceType.CLUSTER, new Viewer(ResourceKey.EVERYONE, Transport.ADS));

    private final TypeSnapshot everyones;
    private final TypeSnapshot own;
    /** Those whose names lead to resources of this type that are not listed. */
    private final TypeSnapshot services;

    private final Snapshot snapshot;
    private final ResourceType type;
    private final Viewer viewer;

    TypeView(Snapshot snapshot, ResourceType type, Viewer viewer) {
        this.everyones = snapshot.scope(Scope.everyone(type));
        this.own = viewer.group().equals(ResourceKey.EVERYONE)
                ? TypeSnapshot.EMPTY
                : snapshot.scope(new Scope(type, viewer.group()));
        this.services = ProxylessRoute.TYPES.contains(type)
                ? snapshot.scope(Scope.everyone(ResourceType.CLUSTER))
                : TypeSnapshot.EMPTY;
        this.snapshot = snapshot;
        this.type = type;
        this.viewer = viewer;
    }

    /** The resource that a client gets which asks for this name. */
    public Optional<VersionedResource> get(String name) {
        return listed(name).or(() -> services.get(name).flatMap(service -> service.byName(type)));
    }

    /** The virtual host of this name, or else the one whose domains hold the host in it (P50). */
    public Optional<VersionedResource> host(String name) {
        return get(name)
                .or(() -> HostNames.aliases(name).flatMap(this::withAlias).findFirst());
    }

    private Stream<VersionedResource> withAlias(String alias) {
        return Stream.concat(own.under(alias).stream(), everyones.under(alias).stream())
                .map(this::get)
                .flatMap(Optional::stream)
                .filter(resource -> resource.aliases().contains(alias)); // one that is shadowed may lack it
    }

    /** The names of all resources that are listed in a glob collection. */
    public Set<String> members(String collection) {
        return own.size() == 0
                ? everyones.under(collection)
                : Sets.union(everyones.under(collection), own.under(collection));
    }

    /** Whether a resource that the client sees refers to the one of this name, present or not. */
    public boolean isReferredTo(String name) {
        return snapshot.referrers().of(type, name).stream()
                .filter(source -> source.scope().isFor(viewer))
                .map(source -> snapshot.view(source.scope().type(), viewer).get(source.name()))
                .flatMap(Optional::stream)
                .anyMatch(referrer -> referrer.references(type).contains(name));
    }

    /** The names, of resources that are there or not, to which resources refer that the client sees. */
    public Stream<String> referredTo() {
        return snapshot.referrers().targets(type).stream().filter(this::isReferredTo);
    }

    /** The names of the resources of a type, there or not, that a client fetches because of these that are listed. */
    public Set<String> references(Collection<String> names, ResourceType to) {
        return names.stream()
                .flatMap(name -> listed(name).stream())
                .flatMap(resource -> resource.references(to).stream())
                .collect(Collectors.toSet());
    }

    /** The resource that is one of {@link #names}. */
    public Optional<VersionedResource> listed(String name) {
        return find(name).map(published -> published.over(viewer.transport()));
    }

    private Optional<Published> find(String name) {
        return own.get(name).or(() -> everyones.get(name));
    }

    /** Whether the resource of this name is the group's own, over whatever there is for everyone. */
    public boolean isGroups(String name) {
        return own.get(name).isPresent();
    }

    /** The names of all resources that are listed. */
    public Set<String> names() {
        return own.size() == 0 ? everyones.names() : Sets.union(everyones.names(), own.names());
    }

    /** The names of all resources that are listed, and of those that are also asked for by name. */
    public Set<String> names(Set<String> named) {
        return named.isEmpty() ? names() : Sets.union(names(), named);
    }

    /** The version of all listed resources together: it differs when one of them does, on no replica otherwise. */
    public String version() {
        long sum = everyones.fingerprint() + own.fingerprint() - everyones.fingerprintOf(own.names());
        return HexFormat.of().toHexDigits(sum);
    }

    /** The version of all listed resources and of those that are also asked for by name. */
    public String versionWith(Set<String> named) {
        return named.isEmpty() ? version() : version() + "+" + version(named);
    }

    /** The version of the resources of these names together; a name that does not exist counts too. */
    public String version(Collection<String> names) {
        long sum = names.stream()
                .mapToLong(name -> Fingerprint.of(name, fingerprint(name)))
                .sum();
        return HexFormat.of()
                .toHexDigits(Long.rotateLeft(sum, 1)); // all names one by one are not the whole: that may grow
    }

    private long fingerprint(String name) {
        return find(name)
                .map(Published::fingerprint)
                .or(() -> get(name).map(Published::fingerprint))
                .orElse(0L);
    }
}
