package dev.roster.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** What any JSON must keep to that is stored as it is: PostgreSQL and protobuf both have to be able to hold it. */
public final class JsonContent {
    private JsonContent() {}

    /** The rule that this JSON breaks, or nothing when it is right. */
    public static Optional<String> broken(JsonNode node, int deepest) {
        if (deepest < 0) {
            return Optional.of("is nested too deep");
        }
        if (node.isTextual()) {
            return brokenText(node.textValue());
        }
        if (node.isNumber()) {
            return Double.isFinite(node.doubleValue())
                    ? Optional.empty()
                    : Optional.of("must not hold a number beyond the range of a double");
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            Optional<String> key = brokenText(field.getKey());
            if (key.isPresent()) {
                return key;
            }
        }
        for (JsonNode child : node) {
            Optional<String> broken = broken(child, deepest - 1);
            if (broken.isPresent()) {
                return broken;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> brokenText(String text) {
        return text.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE)
                ? Optional.of("must not hold NUL or half of a surrogate pair")
                : Optional.empty();
    }
}
