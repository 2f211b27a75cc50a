package dev.roster.registry;

import dev.roster.changelog.Changes;
import dev.roster.changelog.Commits;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The registry without the features around it: what is committed counts as discoverable. */
public class RegistryAlone implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(SettledCommits.class, AnyCluster.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.flyway.migrate-at-start", "true",
                "quarkus.datasource.jdbc.max-size", "2",
                "roster.registry.database-timeout", "20s");
    }

    /** Says to watchers that everything may have changed. */
    @Alternative
    @Singleton
    static final class SettledCommits implements Commits {
        private final ServiceSignals signals;

        SettledCommits(ServiceSignals signals) {
            this.signals = signals;
        }

        @Override
        public Uni<Void> discoverable() {
            return Uni.createFrom()
                    .voidItem()
                    .invoke(() -> signals.applied(new Changes(true, System.nanoTime(), Map.of())));
        }
    }

    /** Takes every cluster but one with a field that no Cluster has. */
    @Alternative
    @Singleton
    static final class AnyCluster implements ClusterSettings {
        @Override
        public Optional<Violation> violation(String json) {
            return json.contains("no_such_field")
                    ? Optional.of(new Violation("no_such_field", "is not a known field"))
                    : Optional.empty();
        }
    }
}
