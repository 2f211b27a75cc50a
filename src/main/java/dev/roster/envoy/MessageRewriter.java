package dev.roster.envoy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Replaces messages at any depth by what a function makes of them, those packed into an {@code Any} included; the inner
 * before the outer. What nothing was changed in stays the same object with the same bytes. Immutable.
 */
public final class MessageRewriter {
    private final UnaryOperator<Message> change;

    private MessageRewriter(UnaryOperator<Message> change) {
        this.change = change;
    }

    /** The message after the change, which must leave every message of the type that it is. */
    @SuppressWarnings("unchecked") // a builder builds the type that it was made of
    public static <M extends Message> M rewrite(M message, UnaryOperator<Message> change) {
        return (M) new MessageRewriter(change).message(message);
    }

    private Message message(Message message) {
        if (message.getDescriptorForType().equals(Any.getDescriptor())) {
            return packed(message);
        }
        Message.Builder changed = message.toBuilder();
        boolean different = false;
        for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
            FieldDescriptor field = entry.getKey();
            if (field.getJavaType() == JavaType.MESSAGE) {
                different |= field.isRepeated()
                        ? items(field, (List<?>) entry.getValue(), changed)
                        : one(field, (Message) entry.getValue(), changed);
            }
        }
        return change.apply(different ? changed.build() : message);
    }

    private boolean one(FieldDescriptor field, Message before, Message.Builder in) {
        Message after = message(before);
        if (after != before) {
            in.setField(field, after);
        }
        return after != before;
    }

    /** The entries of a map are items too: messages of a key and a value. */
    private boolean items(FieldDescriptor field, List<?> items, Message.Builder in) {
        boolean different = false;
        for (int i = 0; i < items.size(); i++) {
            Message before = (Message) items.get(i);
            Message after = message(before);
            if (after != before) {
                in.setRepeatedField(field, i, after);
                different = true;
            }
        }
        return different;
    }

    private Message packed(Message any) {
        String url = (String) any.getField(any.getDescriptorForType().findFieldByName("type_url"));
        FieldDescriptor value = any.getDescriptorForType().findFieldByName("value");
        return MessageTypes.find(url)
                .map(type -> {
                    Message before = unpacked(DynamicMessage.newBuilder(type), (ByteString) any.getField(value));
                    Message after = message(before);
                    return after == before
                            ? any
                            : any.toBuilder()
                                    .setField(value, after.toByteString())
                                    .build();
                })
                .orElse(any);
    }

    private static Message unpacked(DynamicMessage.Builder content, ByteString bytes) {
        try {
            return content.mergeFrom(bytes).build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("an Any must hold what its type says", e);
        }
    }
}
