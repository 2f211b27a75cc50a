package dev.roster.snapshot;

import dev.roster.envoy.ResourceType;
import java.util.Optional;

/** A resource that an operator wrote: it stands before what is generated under its name. Immutable. */
record Written(VersionedResource resource, Optional<Published> generated) implements Published {
    @Override
    public VersionedResource over(Transport transport) {
        return resource;
    }

    /** What it hides is not served, so it has no part in this. */
    @Override
    public long fingerprint() {
        return resource.fingerprint();
    }

    @Override
    public Optional<VersionedResource> written() {
        return Optional.of(resource);
    }

    @Override
    public Optional<VersionedResource> byName(ResourceType type) {
        return generated.flatMap(hidden -> hidden.byName(type));
    }
}
