package dev.roster.xds;

import com.google.common.collect.Sets;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the words of a NACK say of the resources that were sent together. An Envoy applies each listener and each cluster for
 * itself, and lists those that it does not take: {@code Error adding/updating cluster(s) a: why, b: why}. See <a
 * href="https://github.com/envoyproxy/envoy/blob/v1.36.0/source/common/upstream/cds_api_impl.cc">its {@code
 * onConfigUpdate}</a>. Immutable.
 *
 * @param bad the names that it is said to be for
 * @param doubtful the names that may be bad too, for the words do not tell; all others are good
 */
record Blame(Set<String> bad, Set<String> doubtful) {
    private static final String LISTENERS = "Error adding/updating listener(s) ";
    private static final String CLUSTERS = "Error adding/updating cluster(s) ";
    /** How an Envoy ends words that were too long to say. */
    private static final String CUT = "(truncated)";

    Blame {
        bad = Set.copyOf(bad);
        doubtful = Set.copyOf(doubtful);
    }

    static Blame of(Set<String> names, String words) {
        Set<String> listed = listed(names, words);
        boolean all = !listed.isEmpty() && !words.endsWith(CUT);
        return new Blame(listed, all ? Set.of() : Sets.difference(names, listed));
    }

    private static Set<String> listed(Set<String> names, String words) {
        if (!words.startsWith(LISTENERS) && !words.startsWith(CLUSTERS)) {
            return Set.of();
        }
        String line = words.replace('\n', ' ');
        return names.stream().filter(name -> line.contains(" " + name + ": ")).collect(Collectors.toSet());
    }

    /** Each of these is taken for bad. */
    static Blame all(Set<String> names) {
        return new Blame(names, Set.of());
    }
}
