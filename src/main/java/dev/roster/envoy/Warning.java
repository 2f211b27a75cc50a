package dev.roster.envoy;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What is allowed and yet may not do what its author wants: where, what was written, and why. Immutable. */
@RegisterForReflection
public record Warning(String field, String value, String reason) {
    public Warning {
        value = Shown.shortened(value);
    }

    /** The same, seen from where this field's owner stands, such as {@code resources[3]}. */
    public Warning under(String owner) {
        return new Warning(field.isEmpty() ? owner : owner + "." + field, value, reason);
    }
}
