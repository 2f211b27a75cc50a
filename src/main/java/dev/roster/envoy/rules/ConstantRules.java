package dev.roster.envoy.rules;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import dev.roster.envoy.Shown;
import io.envoyproxy.pgv.validate.Validate.EnumRules;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules for the constants of an enum. */
final class ConstantRules {
    private ConstantRules() {}

    static Stream<ValueRule> of(EnumRules rules, EnumDescriptor type) {
        Stream.Builder<ValueRule> found = Stream.builder();
        if (rules.hasConst()) {
            found.add(rule("must be " + name(rules.getConst(), type), number -> number == rules.getConst()));
        }
        if (rules.getDefinedOnly()) {
            found.add(rule(Shown.constants(type), number -> type.findValueByNumber(number) != null));
        }
        if (rules.getInCount() > 0) {
            found.add(rule("must be one of " + names(rules.getInList(), type), rules.getInList()::contains));
        }
        if (rules.getNotInCount() > 0) {
            found.add(rule(
                    "must not be " + names(rules.getNotInList(), type),
                    number -> !rules.getNotInList().contains(number)));
        }
        return found.build();
    }

    private static ValueRule rule(String words, IntPredicate kept) {
        return new ValueRule(words, value -> kept.test(((EnumValueDescriptor) value).getNumber()));
    }

    private static String names(List<Integer> numbers, EnumDescriptor type) {
        return numbers.stream().map(number -> name(number, type)).collect(Collectors.joining(", "));
    }

    private static String name(int number, EnumDescriptor type) {
        return Optional.ofNullable(type.findValueByNumber(number))
                .map(EnumValueDescriptor::getName)
                .orElseGet(() -> Integer.toString(number));
    }
}
