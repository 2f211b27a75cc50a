package dev.roster.envoy;

import com.google.protobuf.Descriptors.Descriptor;
import java.util.Map;

/** What a message is in JSON. Immutable. */
public enum JsonForm {
    /** An object of its fields: all but some messages of {@code google.protobuf}. */
    OBJECT,
    /** An object of the fields of the packed message, with its type. */
    ANY,
    /** What its only field is. */
    WRAPPER,
    /** A free object. */
    STRUCT,
    /** A free array. */
    LIST,
    /** Anything at all. */
    VALUE,
    DURATION,
    TIMESTAMP,
    FIELD_MASK;

    private static final Map<String, JsonForm> SPECIAL = Map.ofEntries(
            Map.entry("google.protobuf.Any", ANY),
            Map.entry("google.protobuf.DoubleValue", WRAPPER),
            Map.entry("google.protobuf.FloatValue", WRAPPER),
            Map.entry("google.protobuf.Int64Value", WRAPPER),
            Map.entry("google.protobuf.UInt64Value", WRAPPER),
            Map.entry("google.protobuf.Int32Value", WRAPPER),
            Map.entry("google.protobuf.UInt32Value", WRAPPER),
            Map.entry("google.protobuf.BoolValue", WRAPPER),
            Map.entry("google.protobuf.StringValue", WRAPPER),
            Map.entry("google.protobuf.BytesValue", WRAPPER),
            Map.entry("google.protobuf.Struct", STRUCT),
            Map.entry("google.protobuf.ListValue", LIST),
            Map.entry("google.protobuf.Value", VALUE),
            Map.entry("google.protobuf.Duration", DURATION),
            Map.entry("google.protobuf.Timestamp", TIMESTAMP),
            Map.entry("google.protobuf.FieldMask", FIELD_MASK));

    public static JsonForm of(Descriptor type) {
        return SPECIAL.getOrDefault(type.getFullName(), OBJECT);
    }
}
