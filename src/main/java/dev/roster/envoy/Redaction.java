package dev.roster.envoy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import udpa.annotations.Sensitive;

/**
 * Takes out of a message what its API marks as sensitive, in whatever {@code Any} it is packed. Not thread-safe: used for
 * one message.
 */
public final class Redaction {
    /** Stands for what was taken out. */
    public static final String REDACTED = "[redacted]";

    private static final ByteString REDACTED_BYTES = ByteString.copyFromUtf8(REDACTED);

    private final List<String> before = new ArrayList<>();
    private final Message message;

    private Redaction(Message message) {
        this.message = redacted(message, "", false);
    }

    public static Redaction of(Message message) {
        return new Redaction(message);
    }

    /** Whether anything in the message is sensitive. */
    public static boolean changes(Message message) {
        return !of(message).message().equals(message);
    }

    /** The message without what is sensitive. */
    public Message message() {
        return message;
    }

    /** The paths of what had been taken out already. */
    public List<String> before() {
        return List.copyOf(before);
    }

    private Message redacted(Message whole, String path, boolean sensitive) {
        Message.Builder rest = whole.toBuilder();
        whole.getAllFields().forEach((field, value) -> {
            String place = path.isEmpty() ? field.getName() : path + "." + field.getName();
            boolean hide = sensitive || field.getOptions().getExtension(Sensitive.sensitive);
            rest.clearField(field);
            if (field.isRepeated()) {
                int index = 0;
                for (Object item : (List<?>) value) {
                    value(field, item, place + "[" + index++ + "]", hide)
                            .ifPresent(kept -> rest.addRepeatedField(field, kept));
                }
            } else {
                value(field, value, place, hide).ifPresent(kept -> rest.setField(field, kept));
            }
        });
        return rest.build();
    }

    private Optional<Object> value(FieldDescriptor field, Object value, String path, boolean hide) {
        return switch (value) {
            case Message inner when field.isMapField() -> Optional.of(entry(inner, path, hide));
            case Message inner -> Optional.of(message(inner, path, hide));
            case Object shown when !hide -> Optional.of(shown);
            case String text -> Optional.of(hidden(REDACTED, text, path));
            case ByteString bytes -> Optional.of(hidden(REDACTED_BYTES, bytes, path));
            default -> Optional.empty(); // a number says nothing that could stand in its place
        };
    }

    private Message message(Message inner, String path, boolean hide) {
        Descriptor type = inner.getDescriptorForType();
        if (type.getFullName().equals(Any.getDescriptor().getFullName())) {
            return any(inner, path, hide);
        }
        if (!hide && TypedStructs.is(type)) {
            return written(inner, path);
        }
        return hide && type.getFullName().equals(DataSource.getDescriptor().getFullName())
                ? source(inner, path)
                : redacted(inner, path, hide);
    }

    /** A message written as a free object: shown as it is when there is nothing in it to hide. */
    private Message written(Message struct, String path) {
        Optional<Message> meant =
                TypedStructs.read(struct, FieldPath.root(struct.getDescriptorForType()), Complaints.NONE);
        String place = path + "." + TypedStructs.VALUE;
        if (meant.isEmpty() || redacted(meant.get(), place, false).equals(meant.get())) {
            return struct;
        }
        FieldDescriptor value = struct.getDescriptorForType().findFieldByName(TypedStructs.VALUE);
        return struct.toBuilder()
                .setField(value, redacted((Message) struct.getField(value), place, true))
                .build();
    }

    /** The key stays: it tells which one it is. */
    private Message entry(Message entry, String path, boolean hide) {
        FieldDescriptor value = entry.getDescriptorForType().findFieldByName("value");
        Message.Builder rest = entry.toBuilder().clearField(value);
        value(value, entry.getField(value), path, hide).ifPresent(kept -> rest.setField(value, kept));
        return rest.build();
    }

    private Message any(Message any, String path, boolean hide) {
        FieldDescriptor url = any.getDescriptorForType().findFieldByName("type_url");
        FieldDescriptor value = any.getDescriptorForType().findFieldByName("value");
        try {
            Descriptor type = MessageTypes.find((String) any.getField(url)).orElse(null);
            if (type == null) {
                return hide ? any.toBuilder().clearField(value).build() : any;
            }
            Message inner = DynamicMessage.parseFrom(type, (ByteString) any.getField(value));
            ByteString rest = message(inner, path, hide).toByteString();
            return any.toBuilder().setField(value, rest).build();
        } catch (InvalidProtocolBufferException e) {
            return any.toBuilder().clearField(value).build(); // what cannot be looked through is not shown
        }
    }

    /** What is in it is hidden; where it can be found is no secret. */
    private Message source(Message source, String path) {
        Descriptor type = source.getDescriptorForType();
        FieldDescriptor text = type.findFieldByNumber(DataSource.INLINE_STRING_FIELD_NUMBER);
        FieldDescriptor bytes = type.findFieldByNumber(DataSource.INLINE_BYTES_FIELD_NUMBER);
        if (source.hasField(text)) {
            hidden(REDACTED, source.getField(text), path + "." + text.getName());
        } else if (source.hasField(bytes)) {
            hidden(REDACTED_BYTES, source.getField(bytes), path + "." + bytes.getName());
        } else {
            return source;
        }
        return source.toBuilder().setField(text, REDACTED).build();
    }

    private <T> T hidden(T substitute, Object value, String path) {
        if (substitute.equals(value)) {
            before.add(path);
        }
        return substitute;
    }
}
