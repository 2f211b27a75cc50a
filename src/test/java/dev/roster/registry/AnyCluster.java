package dev.roster.registry;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Takes every cluster but one with a field that no Cluster has. */
@Alternative
@Singleton
final class AnyCluster implements ClusterSettings {
    @Override
    public Optional<Violation> violation(String json) {
        return json.contains("no_such_field")
                ? Optional.of(new Violation("no_such_field", "is not a known field"))
                : Optional.empty();
    }
}
