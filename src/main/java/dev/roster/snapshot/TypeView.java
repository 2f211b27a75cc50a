package dev.roster.snapshot;

import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;

/** The resources of one type, as one client sees them. Immutable. */
public final class TypeView {
    /** What there is of a type that is not served. */
    public static final TypeView NOTHING = new TypeView(TypeSnapshot.EMPTY, Transport.ADS);

    private final TypeSnapshot resources;
    private final Transport transport;

    TypeView(TypeSnapshot resources, Transport transport) {
        this.resources = resources;
        this.transport = transport;
    }

    public Optional<VersionedResource> get(String name) {
        return resources.get(name).map(published -> published.over(transport));
    }

    public Collection<String> names() {
        return resources.names();
    }

    /** The version of all resources together: it differs when one of them does, on no replica otherwise. */
    public String version() {
        return HexFormat.of().toHexDigits(resources.fingerprint());
    }

    /** The version of the resources of these names together; a name that does not exist counts too. */
    public String version(Collection<String> names) {
        return HexFormat.of().toHexDigits(resources.fingerprint(names));
    }
}
