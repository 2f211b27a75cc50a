package dev.roster.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a plain scalar is, by the rules of Envoy's {@code parseYamlNode} (<a
 * href="https://github.com/envoyproxy/envoy/issues/1904">envoy#1904</a>): null, a truth, a whole number, else a text.
 * Fractions stay texts, which the JSON of protobuf takes for numbers, so that a version 1.10 keeps its zero.
 */
final class YamlScalars {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern TRUE = words("y|yes|true|on");
    private static final Pattern FALSE = words("n|no|false|off");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(0|[1-9][0-9]{0,18})");
    private static final Pattern OCTAL = Pattern.compile("([-+]?)0([0-7]{1,20})");
    private static final Pattern HEXADECIMAL = Pattern.compile("([-+]?)0[xX]([0-9a-fA-F]{1,15})");

    private YamlScalars() {}

    static JsonNode plain(String text) {
        if (NULLS.contains(text)) {
            return JSON.nullNode();
        }
        if (TRUE.matcher(text).matches()) {
            return JSON.booleanNode(true);
        }
        return FALSE.matcher(text).matches() ? JSON.booleanNode(false) : number(text);
    }

    private static JsonNode number(String text) {
        if (DECIMAL.matcher(text).matches()) {
            return whole(text, text, 10);
        }
        var octal = OCTAL.matcher(text);
        if (octal.matches()) {
            return whole(text, octal.group(1) + octal.group(2), 8);
        }
        var hexadecimal = HEXADECIMAL.matcher(text);
        return hexadecimal.matches()
                ? whole(text, hexadecimal.group(1) + hexadecimal.group(2), 16)
                : JSON.textNode(text);
    }

    /** What no double holds exactly stays a text, which the JSON of protobuf takes for a number as well. */
    private static JsonNode whole(String text, String digits, int radix) {
        try {
            long number = Long.parseLong(digits, radix);
            return number == (int) number ? JSON.numberNode((int) number) : JSON.textNode(Long.toString(number));
        } catch (NumberFormatException e) {
            return JSON.textNode(text);
        }
    }

    /** These words in lower case, in upper case, or with a capital first letter. */
    private static Pattern words(String lower) {
        String words = lower + "|" + lower.toUpperCase(java.util.Locale.ROOT);
        StringBuilder capitalised = new StringBuilder();
        for (String word : lower.split("\\|", -1)) {
            capitalised
                    .append('|')
                    .append(Character.toUpperCase(word.charAt(0)))
                    .append(word.substring(1));
        }
        return Pattern.compile(words + capitalised);
    }
}
