package dev.roster.deploy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names of metrics and labels in an expression of Prometheus' language: what is left once all else is taken away. */
final class Promql {
    /** Strings, label matchers, ranges, and lists of labels: nothing in them is the name of a metric. */
    private static final Pattern ASIDE = Pattern.compile(
            "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

    /** A word that is no function's name. */
    private static final Pattern WORD = Pattern.compile("\\b[a-zA-Z_:][\\w:]*\\b(?!\\s*\\()");

    private static final Pattern MATCHED = Pattern.compile("[{,]\\s*(\\w+)\\s*[!=]");
    private static final Pattern LISTED = Pattern.compile("\\b(?:by|on)\\s*\\(([^)]*)\\)");

    private static final Set<String> KEYWORDS =
            Set.of("and", "or", "unless", "bool", "offset", "sum", "max", "min", "avg", "count");

    private Promql() {}

    static Set<String> metrics(String expression) {
        return WORD.matcher(ASIDE.matcher(expression).replaceAll(" "))
                .results()
                .map(MatchResult::group)
                .filter(word -> !KEYWORDS.contains(word))
                .collect(Collectors.toSet());
    }

    /** The labels by which it selects or groups. */
    static Set<String> labels(String expression) {
        Set<String> labels = new HashSet<>(grouping(expression));
        MATCHED.matcher(expression).results().map(match -> match.group(1)).forEach(labels::add);
        return labels;
    }

    /** The labels that it groups by; none where it does not group. */
    static Set<String> grouping(String expression) {
        return LISTED.matcher(expression)
                .results()
                .flatMap(match -> Arrays.stream(match.group(1).split(",", -1)))
                .map(String::strip)
                .collect(Collectors.toSet());
    }
}
