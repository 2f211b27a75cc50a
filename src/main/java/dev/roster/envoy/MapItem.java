package dev.roster.envoy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;

/** An entry of a map field, which is a message of two fields. Immutable. */
public record MapItem(Object key, Object value) {
    public static MapItem of(Message entry) {
        Descriptor type = entry.getDescriptorForType();
        return new MapItem(entry.getField(type.findFieldByName("key")), entry.getField(type.findFieldByName("value")));
    }
}
