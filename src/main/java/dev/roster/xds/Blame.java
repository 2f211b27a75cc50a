package dev.roster.xds;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which resources of a response a client names as bad. An Envoy applies each listener and each cluster for itself, and lists
 * those that it does not take: {@code Error adding/updating cluster(s) a: why, b: why}. See <a
 * href="https://github.com/envoyproxy/envoy/blob/v1.36.0/source/common/upstream/cds_api_impl.cc">its {@code
 * onConfigUpdate}</a>. Immutable.
 */
record Blame(String words) {
    private static final String LISTENERS = "Error adding/updating listener(s) ";
    private static final String CLUSTERS = "Error adding/updating cluster(s) ";
    /** How an Envoy ends words that were too long to say. */
    private static final String CUT = "(truncated)";

    /** Those of the names that are said to be bad, the others being good; none when the words do not tell. */
    Set<String> among(Collection<String> names) {
        if (words.endsWith(CUT) || !(words.startsWith(LISTENERS) || words.startsWith(CLUSTERS))) {
            return Set.of();
        }
        String listed = words.replace('\n', ' ');
        return names.stream()
                .filter(name -> listed.contains(" " + name + ": "))
                .collect(Collectors.toUnmodifiableSet());
    }
}
