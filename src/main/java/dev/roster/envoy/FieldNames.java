package dev.roster.envoy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The fields of a message by the names that JSON may call them: Envoy's own, and the same in camel case. Thread-safe. */
final class FieldNames {
    private static final Map<Descriptor, Map<String, FieldDescriptor>> KNOWN = new ConcurrentHashMap<>();

    private FieldNames() {}

    static Map<String, FieldDescriptor> of(Descriptor type) {
        return KNOWN.computeIfAbsent(type, FieldNames::read);
    }

    private static Map<String, FieldDescriptor> read(Descriptor type) {
        Map<String, FieldDescriptor> names = new HashMap<>();
        type.getFields().forEach(field -> names.put(field.getJsonName(), field));
        type.getFields().forEach(field -> names.put(field.getName(), field));
        return Map.copyOf(names);
    }
}
