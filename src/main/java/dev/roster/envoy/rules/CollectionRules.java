package dev.roster.envoy.rules;

import dev.roster.envoy.Sizes;
import io.envoyproxy.pgv.validate.Validate.MapRules;
import io.envoyproxy.pgv.validate.Validate.RepeatedRules;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The rules for a list or a map as a whole. That a map is not sparse need not be held: protobuf's never are. */
final class CollectionRules {
    private CollectionRules() {}

    static List<ValueRule> of(RepeatedRules rules) {
        Stream.Builder<ValueRule> found = Stream.builder();
        if (rules.hasMinItems()) {
            found.add(rule(Sizes.holdAtLeast(rules.getMinItems()), list -> list.size() >= rules.getMinItems()));
        }
        if (rules.hasMaxItems()) {
            found.add(rule(Sizes.holdAtMost(rules.getMaxItems()), list -> list.size() <= rules.getMaxItems()));
        }
        if (rules.getUnique()) {
            found.add(rule("must not hold the same item twice", list -> new HashSet<>(list).size() == list.size()));
        }
        return unlessEmpty(found, rules.getIgnoreEmpty());
    }

    static List<ValueRule> of(MapRules rules) {
        Stream.Builder<ValueRule> found = Stream.builder();
        if (rules.hasMinPairs()) {
            found.add(rule(Sizes.holdAtLeast(rules.getMinPairs()), map -> map.size() >= rules.getMinPairs()));
        }
        if (rules.hasMaxPairs()) {
            found.add(rule(Sizes.holdAtMost(rules.getMaxPairs()), map -> map.size() <= rules.getMaxPairs()));
        }
        return unlessEmpty(found, rules.getIgnoreEmpty());
    }

    private static List<ValueRule> unlessEmpty(Stream.Builder<ValueRule> found, boolean ignoreEmpty) {
        Stream<ValueRule> rules = found.build();
        return (ignoreEmpty ? rules.map(rule -> rule.unless(list -> ((List<?>) list).isEmpty())) : rules).toList();
    }

    private static ValueRule rule(String words, Predicate<List<?>> kept) {
        return new ValueRule(words, value -> kept.test((List<?>) value));
    }
}
