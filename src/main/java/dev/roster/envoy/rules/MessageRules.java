package dev.roster.envoy.rules;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import dev.roster.envoy.Complaints;
import dev.roster.envoy.FieldPath;
import io.envoyproxy.pgv.validate.Validate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The rules that the descriptor of a message carries for its own fields. Immutable. */
record MessageRules(List<FieldCheck> fields, List<OneofDescriptor> requiredOneofs) {
    private static final Map<Descriptor, MessageRules> COMPILED = new ConcurrentHashMap<>();

    static MessageRules of(Descriptor type) {
        return COMPILED.computeIfAbsent(type, MessageRules::compile);
    }

    private static MessageRules compile(Descriptor type) {
        if (type.getOptions().getExtension(Validate.disabled)
                || type.getOptions().getExtension(Validate.ignored)) {
            return new MessageRules(List.of(), List.of());
        }
        return new MessageRules(
                type.getFields().stream()
                        .filter(field ->
                                field.getOptions().hasExtension(Validate.rules) || ValueRules.isDuration(field))
                        .map(field -> FieldCheck.of(field, field.getOptions().getExtension(Validate.rules)))
                        .toList(),
                type.getRealOneofs().stream()
                        .filter(oneof -> oneof.getOptions().getExtension(Validate.required))
                        .toList());
    }

    void check(Message message, FieldPath at, Complaints complaints) {
        fields.forEach(field -> field.check(message, at, complaints));
        requiredOneofs.stream()
                .filter(oneof -> !message.hasOneof(oneof))
                .forEach(oneof ->
                        complaints.violate(at.field(oneof.getName()), "", "is required: one of " + names(oneof)));
    }

    private static String names(OneofDescriptor oneof) {
        return oneof.getFields().stream().map(FieldDescriptor::getName).collect(Collectors.joining(", "));
    }
}
