package dev.roster.envoy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import io.envoyproxy.pgv.validate.Validate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every message within a message, the outer before the inner: those packed into an {@code Any} included, and those that a
 * {@code TypedStruct} writes as JSON. Not thread-safe: used within one walk.
 */
public final class MessageTree {
    /** The fields of a message in which there are more messages to see. */
    private static final Map<Descriptor, List<FieldDescriptor>> INNER = new ConcurrentHashMap<>();

    private final Visitor visitor;
    private final Complaints complaints;

    private MessageTree(Visitor visitor, Complaints complaints) {
        this.visitor = visitor;
        this.complaints = complaints;
    }

    /** Shows all messages to the visitor; what is packed and is no message of the API is complained of. */
    public static void walk(Message root, Complaints complaints, Visitor visitor) {
        new MessageTree(visitor, complaints).message(root, FieldPath.root(root.getDescriptorForType()));
    }

    private void message(Message message, FieldPath outer) {
        Descriptor type = message.getDescriptorForType();
        FieldPath at = outer.holding(type);
        visitor.visit(message, at);
        INNER.computeIfAbsent(type, MessageTree::inner).forEach(field -> field(message, field, at.field(field)));
        if (JsonForm.of(type) == JsonForm.ANY) {
            packed(message, at);
        } else if (TypedStructs.is(type)) {
            TypedStructs.read(message, at, complaints)
                    .ifPresent(written -> message(written, at.field(TypedStructs.VALUE)));
        }
    }

    private void field(Message message, FieldDescriptor field, FieldPath at) {
        if (field.isMapField()) {
            for (Object item : (List<?>) message.getField(field)) {
                MapItem entry = MapItem.of((Message) item);
                message((Message) entry.value(), at.entry(entry.key()));
            }
        } else if (field.isRepeated()) {
            int index = 0;
            for (Object item : (List<?>) message.getField(field)) {
                message((Message) item, at.item(index++));
            }
        } else if (message.hasField(field)) {
            message((Message) message.getField(field), at);
        }
    }

    private void packed(Message any, FieldPath at) {
        Packed packed = Packed.of(any);
        if (packed.isNothing()) {
            return;
        }
        Optional<Descriptor> type = packed.type();
        if (type.isEmpty()) {
            complaints.violate(at.field("@type"), packed.typeUrl(), "is not a known type");
            return;
        }
        packed.message(type.get())
                .ifPresentOrElse(
                        message -> message(message, at),
                        () -> complaints.violate(
                                at, "", "must hold a " + type.get().getFullName()));
    }

    private static List<FieldDescriptor> inner(Descriptor type) {
        boolean skipped = type.getOptions().getExtension(Validate.disabled)
                || type.getOptions().getExtension(Validate.ignored);
        return skipped
                ? List.of()
                : type.getFields().stream().filter(MessageTree::leadsOn).toList();
    }

    private static boolean leadsOn(FieldDescriptor field) {
        if (field.getJavaType() != JavaType.MESSAGE) {
            return false;
        }
        if (field.isMapField()) {
            return leadsOn(field.getMessageType().findFieldByName("value"));
        }
        boolean skipped =
                field.getOptions().getExtension(Validate.rules).getMessage().getSkip();
        JsonForm form = JsonForm.of(field.getMessageType());
        return !skipped && (form == JsonForm.OBJECT || form == JsonForm.ANY);
    }

    /** What wants to see the messages. */
    @FunctionalInterface
    public interface Visitor {
        void visit(Message message, FieldPath at);
    }
}
