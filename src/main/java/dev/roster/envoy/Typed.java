package dev.roster.envoy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;

/** Messages as instances of their own class: what was packed comes without one. */
public final class Typed {
    private Typed() {}

    /** The message as an instance of this one's class; both are of the same type. */
    @SuppressWarnings("unchecked") // a message's class is that of its type's instance, and its parser makes no other
    public static <M extends Message> M as(M type, Message message) {
        try {
            return type.getClass().isInstance(message)
                    ? (M) message
                    : (M) type.getParserForType().parseFrom(message.toByteString());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the bytes of a message are not of its type", e);
        }
    }
}
