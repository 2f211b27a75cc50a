package dev.roster.deploy;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names of metrics in an expression of Prometheus' language: what is left once all else is taken away. */
final class Promql {
    /** Strings, label matchers, ranges, and lists of labels: nothing in them is the name of a metric. */
    private static final Pattern ASIDE = Pattern.compile(
            "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

    /** A word that is no function's name. */
    private static final Pattern WORD = Pattern.compile("\\b[a-zA-Z_:][\\w:]*\\b(?!\\s*\\()");

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
}
