package dev.roster.envoy.rules;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.roster.envoy.Moment;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules for values that have an order. Their messages, one for each type of number, one for durations and one for
 * timestamps, have the same fields: they are read by name. Immutable.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lambdas hold nothing
enum OrderedRules {
    INT32(Comparator.comparingInt(Integer.class::cast), String::valueOf),
    UINT32((a, b) -> Integer.compareUnsigned((int) a, (int) b), value -> Integer.toUnsignedString((int) value)),
    INT64(Comparator.comparingLong(Long.class::cast), String::valueOf),
    UINT64((a, b) -> Long.compareUnsigned((long) a, (long) b), value -> Long.toUnsignedString((long) value)),
    FLOAT(Comparator.comparing(value -> (float) value + 0f), OrderedRules::decimal), // -0 is no less than 0
    DOUBLE(Comparator.comparing(value -> (double) value + 0d), OrderedRules::decimal),
    MOMENT(Comparator.comparing(OrderedRules::moment), value -> moment(value).toString());

    private final Comparator<Object> order;
    private final Function<Object, String> shown;

    OrderedRules(Comparator<Object> order, Function<Object, String> shown) {
        this.order = order;
        this.shown = shown;
    }

    Stream<ValueRule> of(Message rules) {
        return Stream.of(only(rules), bounds(rules), in(rules), notIn(rules)).flatMap(Optional::stream);
    }

    private Optional<ValueRule> only(Message rules) {
        return limit(rules, "const", "", sign -> sign == 0).map(Limit::rule);
    }

    /** Both bounds are one rule: where the lower lies above the upper, it asks for what is outside. */
    private Optional<ValueRule> bounds(Message rules) {
        Optional<Limit> lower = limit(rules, "gt", "greater than ", sign -> sign > 0)
                .or(() -> limit(rules, "gte", "at least ", sign -> sign >= 0));
        Optional<Limit> upper = limit(rules, "lt", "less than ", sign -> sign < 0)
                .or(() -> limit(rules, "lte", "at most ", sign -> sign <= 0));
        if (lower.isEmpty() || upper.isEmpty()) {
            return lower.or(() -> upper).map(Limit::rule);
        }
        boolean outside = order.compare(lower.get().value(), upper.get().value()) > 0;
        return Optional.of(
                outside
                        ? upper.get().or(lower.get()).rule()
                        : lower.get().and(upper.get()).rule());
    }

    private Optional<Limit> limit(Message rules, String name, String words, IntPredicate kept) {
        FieldDescriptor field = rules.getDescriptorForType().findFieldByName(name);
        if (!rules.hasField(field)) {
            return Optional.empty();
        }
        Object value = rules.getField(field);
        return Optional.of(new Limit(value, words + shown.apply(value), seen -> kept.test(order.compare(seen, value))));
    }

    private Optional<ValueRule> in(Message rules) {
        return listed(rules, "in").map(rule -> new ValueRule("must be one of " + rule.words(), rule.kept()));
    }

    private Optional<ValueRule> notIn(Message rules) {
        return listed(rules, "not_in")
                .map(rule ->
                        new ValueRule("must not be " + rule.words(), rule.kept().negate()));
    }

    private Optional<ValueRule> listed(Message rules, String name) {
        FieldDescriptor field = rules.getDescriptorForType().findFieldByName(name);
        List<?> values =
                field == null ? List.of() : List.copyOf((List<?>) rules.getField(field)); // a timestamp's has none
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(new ValueRule(
                        values.stream().map(shown).collect(Collectors.joining(", ")),
                        seen -> values.stream().anyMatch(value -> order.compare(seen, value) == 0)));
    }

    private static String decimal(Object number) {
        return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    }

    private static Moment moment(Object message) {
        return Moment.of((Message) message);
    }

    /** One limit that the rules set, the same in words, and who keeps it. */
    private record Limit(Object value, String words, Predicate<Object> kept) {
        Limit and(Limit other) {
            return new Limit(value, words + " and " + other.words, kept.and(other.kept));
        }

        Limit or(Limit other) {
            return new Limit(value, words + " or " + other.words, kept.or(other.kept));
        }

        ValueRule rule() {
            return new ValueRule("must be " + words, kept);
        }
    }
}
