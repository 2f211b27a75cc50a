package dev.roster.snapshot;

import com.google.common.collect.Sets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** The resources of one type, as one client sees them: those of its group shadow those for everyone. Immutable. */
public final class TypeView {
    /** What there is of a type that is not served. */
    public static final TypeView NOTHING = new TypeView(TypeSnapshot.EMPTY, TypeSnapshot.EMPTY, Transport.ADS);

    private final TypeSnapshot everyones;
    private final TypeSnapshot own;
    private final Transport transport;

    TypeView(TypeSnapshot everyones, TypeSnapshot own, Transport transport) {
        this.everyones = everyones;
        this.own = own;
        this.transport = transport;
    }

    public Optional<VersionedResource> get(String name) {
        return find(name).map(published -> published.over(transport));
    }

    private Optional<Published> find(String name) {
        return own.get(name).or(() -> everyones.get(name));
    }

    public Set<String> names() {
        return own.size() == 0 ? everyones.names() : Sets.union(everyones.names(), own.names());
    }

    /** The version of all resources together: it differs when one of them does, on no replica otherwise. */
    public String version() {
        long sum = everyones.fingerprint() + own.fingerprint() - everyones.fingerprintOf(own.names());
        return HexFormat.of().toHexDigits(sum);
    }

    /** The version of the resources of these names together; a name that does not exist counts too. */
    public String version(Collection<String> names) {
        long sum = names.stream()
                .mapToLong(name -> TypeSnapshot.mix(
                        name, find(name).map(Published::fingerprint).orElse(0L)))
                .sum();
        return HexFormat.of()
                .toHexDigits(Long.rotateLeft(sum, 1)); // all names one by one are not the whole: that may grow
    }
}
