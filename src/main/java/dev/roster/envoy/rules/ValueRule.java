package dev.roster.envoy.rules;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** One rule that a value keeps or breaks, and the same in words. Immutable. */
record ValueRule(String words, Predicate<Object> kept) {
    /** The same rule, for what a value holds. */
    ValueRule on(UnaryOperator<Object> held) {
        return new ValueRule(words, value -> kept.test(held.apply(value)));
    }

    /** The same rule, for all but some values. */
    ValueRule unless(Predicate<Object> exempt) {
        return new ValueRule(words, exempt.or(kept));
    }
}
