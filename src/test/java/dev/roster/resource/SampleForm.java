package dev.roster.resource;

import dev.roster.envoy.EnvoyJson;
import dev.roster.envoy.ResourceType;
import java.util.List;
import java.util.Optional;

/** Resources as a database would hold them, of a Roster that has a key for secrets. */
public final class SampleForm {
    private static final Secrets SECRETS = new Secrets(() -> Optional.of(List.of(RosterWithKeys.KEY)));

    public static final StoredForm FORM = new StoredForm(new EnvoyJson(), SECRETS);

    private SampleForm() {}

    /** The row of a resource that an operator wrote, sealed when it is a secret. */
    public static StoredResource stored(ResourceKey key, String body) {
        return new StoredResource(
                key,
                key.type() == ResourceType.SECRET
                        ? SECRETS.seal(key, new Secrets.Opened(Secrets.newSalt(), body))
                        : body,
                null);
    }
}
