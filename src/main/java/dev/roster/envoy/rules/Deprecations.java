package dev.roster.envoy.rules;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import dev.roster.envoy.FieldPath;
import dev.roster.envoy.Findings;
import envoy.annotations.Deprecation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The fields and constants of a message that Envoy means to drop, or takes only when told to. Immutable. */
record Deprecations(List<FieldDescriptor> fields, List<FieldDescriptor> constants) {
    private static final Map<Descriptor, Deprecations> KNOWN = new ConcurrentHashMap<>();

    static Deprecations of(Descriptor type) {
        return KNOWN.computeIfAbsent(type, Deprecations::find);
    }

    private static Deprecations find(Descriptor type) {
        return new Deprecations(
                type.getFields().stream()
                        .filter(field -> field.getOptions().getDeprecated())
                        .toList(),
                type.getFields().stream()
                        .filter(field -> field.getJavaType() == JavaType.ENUM && !field.isRepeated())
                        .filter(field -> field.getEnumType().getValues().stream()
                                .anyMatch(value -> value.getOptions().getDeprecated()))
                        .toList());
    }

    void warn(Message message, FieldPath at, Findings findings) {
        for (FieldDescriptor field : fields) {
            if (field.isRepeated() ? message.getRepeatedFieldCount(field) > 0 : message.hasField(field)) {
                boolean refused = field.getOptions().getExtension(Deprecation.disallowedByDefault);
                findings.warn(at.field(field), message.getField(field), reason(field.getFullName(), refused));
            }
        }
        for (FieldDescriptor field : constants) {
            EnumValueDescriptor value = (EnumValueDescriptor) message.getField(field);
            boolean present = !field.hasPresence() || message.hasField(field); // zero is a constant, too
            if (present && value.getOptions().getDeprecated()) {
                boolean refused = value.getOptions().getExtension(Deprecation.disallowedByDefaultEnum);
                findings.warn(at.field(field), value, reason(fullName(value), refused));
            }
        }
    }

    /** As Envoy names it: a constant stands beside its enum, not in it. */
    private static String fullName(EnumValueDescriptor value) {
        String type = value.getType().getFullName();
        return type.substring(0, type.lastIndexOf('.') + 1) + value.getName();
    }

    private static String reason(String name, boolean refused) {
        return refused
                ? "is deprecated: Envoy refuses it unless its runtime sets envoy.deprecated_features:" + name
                : "is deprecated";
    }
}
