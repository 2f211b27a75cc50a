package dev.roster.status.grpc;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import java.util.Locale;
import java.util.function.Predicate;

/** Envoy's string matchers as predicates. Expressions are RE2's, so that none takes longer than its text is long. */
final class StringMatchers {
    private StringMatchers() {}

    static Predicate<String> of(StringMatcher matcher) {
        boolean ignoreCase = matcher.getIgnoreCase();
        return switch (matcher.getMatchPatternCase()) {
            case EXACT -> folded(ignoreCase, matcher.getExact(), String::equals);
            case PREFIX -> folded(ignoreCase, matcher.getPrefix(), String::startsWith);
            case SUFFIX -> folded(ignoreCase, matcher.getSuffix(), String::endsWith);
            case CONTAINS -> folded(ignoreCase, matcher.getContains(), String::contains);
            case SAFE_REGEX -> expression(matcher.getSafeRegex().getRegex());
            case CUSTOM -> throw new IllegalArgumentException("custom string matchers are not supported");
            case MATCHPATTERN_NOT_SET -> throw new IllegalArgumentException("a string matcher has no pattern");
        };
    }

    private static Predicate<String> folded(boolean ignoreCase, String pattern, Comparison comparison) {
        if (!ignoreCase) {
            return text -> comparison.holds(text, pattern);
        }
        String folded = pattern.toLowerCase(Locale.ROOT);
        return text -> comparison.holds(text.toLowerCase(Locale.ROOT), folded);
    }

    private static Predicate<String> expression(String regex) {
        try {
            return Pattern.compile(regex)::matches;
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + regex + "' is no RE2 expression: " + e.getDescription(), e);
        }
    }

    /** Compares a text with a pattern. */
    @FunctionalInterface
    private interface Comparison {
        boolean holds(String text, String pattern);
    }
}
