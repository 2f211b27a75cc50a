package dev.roster.request;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One rule that a request breaks: where, what was sent (shortened) and the rule. Immutable.
 *
 * @param field the path of the field in the body, such as {@code register[3].port_value}, or a parameter's name
 */
@RegisterForReflection
public record Violation(String field, String value, String rule) {
    private static final int SHOWN = 100;

    public Violation {
        value = value.length() <= SHOWN ? value : shortened(value);
    }

    /** The same, seen from where this field's owner stands, such as {@code resources[3]}. */
    public Violation under(String owner) {
        return new Violation(field.isEmpty() ? owner : owner + "." + field, value, rule);
    }

    private static String shortened(String value) {
        int end = Character.isHighSurrogate(value.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
        return value.substring(0, end) + "…";
    }
}
