package dev.roster.envoy.rules;

import com.google.common.base.Utf8;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.re2j.Pattern;
import dev.roster.envoy.Shown;
import dev.roster.envoy.Sizes;
import io.envoyproxy.pgv.validate.Validate.KnownRegex;
import io.envoyproxy.pgv.validate.Validate.StringRules;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The rules for strings. Patterns are RE2's, as in Envoy: they take time in proportion to the text. */
final class TextRules {
    private TextRules() {}

    static Stream<ValueRule> of(StringRules rules) {
        return rules.getAllFields().entrySet().stream()
                .flatMap(rule -> of(rule.getKey().getName(), rule.getValue(), rules.getStrict()));
    }

    private static Stream<ValueRule> of(String name, Object argument, boolean strict) {
        return switch (name) {
            case "const" -> rule("must be " + argument, argument::equals);
            case "len" -> rule(Sizes.exactly(argument, "character"), text -> characters(text) == (long) argument);
            case "min_len" -> rule(Sizes.atLeast(argument, "character"), text -> characters(text) >= (long) argument);
            case "max_len" -> rule(Sizes.atMost(argument, "character"), text -> characters(text) <= (long) argument);
            case "len_bytes" -> rule(Sizes.exactly(argument, "byte"), text -> bytes(text) == (long) argument);
            case "min_bytes" -> rule(Sizes.atLeast(argument, "byte"), text -> bytes(text) >= (long) argument);
            case "max_bytes" -> rule(Sizes.atMost(argument, "byte"), text -> bytes(text) <= (long) argument);
            case "pattern" -> rule("must match " + argument, Pattern.compile((String) argument)::matches);
            case "prefix" -> rule("must begin with " + argument, text -> text.startsWith((String) argument));
            case "suffix" -> rule("must end with " + argument, text -> text.endsWith((String) argument));
            case "contains" -> rule("must contain " + argument, text -> text.contains((String) argument));
            case "not_contains" -> rule("must not contain " + argument, text -> !text.contains((String) argument));
            case "in" -> rule("must be one of " + Shown.list((List<?>) argument), ((List<?>) argument)::contains);
            case "not_in" ->
                rule("must not be " + Shown.list((List<?>) argument), text -> !((List<?>) argument).contains(text));
            case "well_known_regex" -> Stream.of(header((EnumValueDescriptor) argument, strict));
            case "strict", "ignore_empty" -> Stream.empty(); // say how the others are read
            default -> (boolean) argument ? Stream.of(form(name)) : Stream.empty();
        };
    }

    private static ValueRule form(String name) {
        return TextForm.valueOf(name.toUpperCase(Locale.ROOT)).rule();
    }

    private static ValueRule header(EnumValueDescriptor part, boolean strict) {
        if (!strict) {
            return TextForm.ONE_LINE.rule();
        }
        return part.getNumber() == KnownRegex.HTTP_HEADER_NAME_VALUE
                ? TextForm.HEADER_NAME.rule()
                : TextForm.HEADER_VALUE.rule();
    }

    private static long characters(String text) {
        return text.codePointCount(0, text.length());
    }

    private static long bytes(String text) {
        return Utf8.encodedLength(text);
    }

    private static Stream<ValueRule> rule(String words, Predicate<String> kept) {
        return Stream.of(new ValueRule(words, value -> kept.test((String) value)));
    }
}
