package dev.roster.envoy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.stream.Collectors;

/** How values and paths are shown to the author of a resource: short, and no secrets. */
public final class Shown {
    static final String REDACTED = "[redacted]";

    private static final int LONGEST = 100;
    private static final int LISTED = 16;

    private Shown() {}

    /** A value of a message, or of JSON. */
    public static String value(Object value) {
        return switch (value) {
            case EnumValueDescriptor constant -> constant.getName();
            case Message message -> message(message);
            case List<?> list -> Sizes.count(list.size(), "item");
            case ByteString bytes -> bytes.size() + " bytes";
            case JsonNode json when json.isObject() -> "{…}";
            case JsonNode json when json.isArray() -> "[…]";
            case JsonNode json when json.isMissingNode() -> "";
            case JsonNode json -> json.asText();
            default -> value.toString();
        };
    }

    private static String message(Message message) {
        return switch (JsonForm.of(message.getDescriptorForType())) {
            case DURATION -> Moment.of(message).toString();
            case WRAPPER ->
                value(message.getField(
                        message.getDescriptorForType().getFields().getFirst()));
            case OBJECT, ANY, STRUCT, LIST, VALUE, TIMESTAMP, FIELD_MASK -> "";
        };
    }

    /** The rule that a value of this enum keeps. */
    public static String constants(EnumDescriptor type) {
        return type.getValues().size() > LISTED
                ? "must be one of the values of " + type.getFullName()
                : type.getValues().stream()
                        .map(EnumValueDescriptor::getName)
                        .collect(Collectors.joining(", ", "must be one of ", ""));
    }

    public static String list(List<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    static String shortened(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "…";
    }
}
