package dev.roster.envoy.rules;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.re2j.Pattern;
import dev.roster.envoy.Sizes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules for bytes; an address is four or sixteen of them. */
final class BytesRules {
    private static final int IPV4 = 4;
    private static final int IPV6 = 16;

    private BytesRules() {}

    static Stream<ValueRule> of(Message rules) {
        return rules.getAllFields().entrySet().stream()
                .flatMap(rule -> of(rule.getKey().getName(), rule.getValue()));
    }

    private static Stream<ValueRule> of(String name, Object argument) {
        return switch (name) {
            case "const" -> rule("must be " + hex(argument), argument::equals);
            case "len" -> rule(Sizes.exactly(argument, "byte"), bytes -> bytes.size() == (long) argument);
            case "min_len" -> rule(Sizes.atLeast(argument, "byte"), bytes -> bytes.size() >= (long) argument);
            case "max_len" -> rule(Sizes.atMost(argument, "byte"), bytes -> bytes.size() <= (long) argument);
            case "pattern" -> pattern((String) argument);
            case "prefix" -> rule("must begin with " + hex(argument), bytes -> bytes.startsWith((ByteString) argument));
            case "suffix" -> rule("must end with " + hex(argument), bytes -> bytes.endsWith((ByteString) argument));
            case "contains" ->
                rule("must contain " + hex(argument), bytes -> latin(bytes).contains(latin(argument)));
            case "in" -> rule("must be one of " + hexes(argument), ((List<?>) argument)::contains);
            case "not_in" -> rule("must not be " + hexes(argument), bytes -> !((List<?>) argument).contains(bytes));
            case "ip" -> rule("must be an IP address", bytes -> bytes.size() == IPV4 || bytes.size() == IPV6);
            case "ipv4" -> rule("must be an IPv4 address", bytes -> bytes.size() == IPV4);
            case "ipv6" -> rule("must be an IPv6 address", bytes -> bytes.size() == IPV6);
            case "ignore_empty" -> Stream.empty(); // says how the others are read
            default -> throw new IllegalArgumentException("an unknown rule for bytes: " + name);
        };
    }

    private static Stream<ValueRule> pattern(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return rule("must match " + pattern, bytes -> compiled.matches(latin(bytes)));
    }

    /** A character for each byte. */
    private static String latin(Object bytes) {
        return ((ByteString) bytes).toString(StandardCharsets.ISO_8859_1);
    }

    private static String hex(Object bytes) {
        return HexFormat.of().formatHex(((ByteString) bytes).toByteArray());
    }

    private static String hexes(Object list) {
        return ((List<?>) list).stream().map(BytesRules::hex).collect(Collectors.joining(", "));
    }

    private static Stream<ValueRule> rule(String words, Predicate<ByteString> kept) {
        return Stream.of(new ValueRule(words, value -> kept.test((ByteString) value)));
    }
}
