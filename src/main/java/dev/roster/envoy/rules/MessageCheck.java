package dev.roster.envoy.rules;

import com.google.protobuf.Message;
import dev.roster.envoy.FieldPath;
import dev.roster.envoy.Findings;
import dev.roster.envoy.Typed;

/**
 * What Envoy checks of one type of message beyond the rules in its descriptor. Immutable.
 *
 * @param type an instance of the type
 */
record MessageCheck<M extends Message>(M type, Body<M> body) {
    static <M extends Message> MessageCheck<M> on(M type, Body<M> body) {
        return new MessageCheck<>(type, body);
    }

    String typeName() {
        return type.getDescriptorForType().getFullName();
    }

    /** Checks a message of this type, whatever its class. */
    void check(Message message, FieldPath at, Findings findings) {
        body.check(Typed.as(type, message), at, findings);
    }

    @FunctionalInterface
    interface Body<M> {
        void check(M message, FieldPath at, Findings findings);
    }
}
