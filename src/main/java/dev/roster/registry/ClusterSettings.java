package dev.roster.registry;

import java.util.Optional;

/** Says whether a service's cluster settings are a partial Envoy Cluster; the registry itself knows no proto. */
public interface ClusterSettings {
    /** The rule that these settings break and the path of the field that breaks it, or nothing when they are right. */
    Optional<Violation> violation(String json);

    /**
     * One broken rule. Immutable.
     *
     * @param field its path in the settings; empty for the whole
     */
    record Violation(String field, String rule) {}
}
