package dev.roster.registry;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** The registry without the features around it. */
public class RegistryAlone implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(SettledCommits.class, AnyCluster.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        // Patient, for the tests' machine may be busy.
        return Map.of(
                "quarkus.flyway.migrate-at-start", "true",
                "quarkus.datasource.jdbc.max-size", "2",
                "roster.registry.database-timeout", "20s");
    }
}
