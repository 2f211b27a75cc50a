package dev.roster.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts JSON into a message, guided by the message's descriptor. What is wrong is noted with its path and left out, so
 * that one reading finds all of it; protobuf's own parser stops at the first and does not say where. Entries of maps are
 * taken in the order of their keys: the same content has the same bytes. Not thread-safe: used within one reading.
 */
final class JsonReader {
    /** A protobuf parser gives up at a hundred. */
    private static final int DEEPEST = 100;

    private static final String TYPE = "@type";
    private static final String VALUE = "value";

    private final Complaints complaints;

    JsonReader(Complaints complaints) {
        this.complaints = complaints;
    }

    /** Reads a whole message that stands at this place. */
    void read(JsonNode json, Message.Builder into, FieldPath at) {
        read(json, into, at, 1);
    }

    private void read(JsonNode json, Message.Builder into, FieldPath at, int depth) {
        if (depth > DEEPEST) {
            complaints.violate(at, "", "must not be nested deeper than " + DEEPEST + " messages");
            return;
        }
        Descriptor type = into.getDescriptorForType();
        switch (JsonForm.of(type)) {
            case OBJECT -> object(json, into, at.holding(type), depth);
            case ANY -> any(json, into, at, depth);
            case WRAPPER -> field(json, type.findFieldByName(VALUE), into, at, depth);
            case STRUCT -> field(json, type.findFieldByName("fields"), into, at, depth);
            case LIST -> field(json, type.findFieldByName("values"), into, at, depth);
            case VALUE -> field(json, type.findFieldByName(kind(json)), into, at, depth);
            case DURATION -> JsonTexts.duration(json, into).ifPresent(rule -> complaints.violate(at, json, rule));
            case TIMESTAMP -> JsonTexts.timestamp(json, into).ifPresent(rule -> complaints.violate(at, json, rule));
            case FIELD_MASK -> JsonTexts.fieldMask(json, into).ifPresent(rule -> complaints.violate(at, json, rule));
        }
    }

    private void object(JsonNode json, Message.Builder into, FieldPath at, int depth) {
        if (json.isObject()) {
            fields(json.properties(), into, at, depth);
        } else {
            complaints.violate(at, json, "must be a JSON object");
        }
    }

    private void fields(
            Collection<Map.Entry<String, JsonNode>> properties, Message.Builder into, FieldPath at, int depth) {
        Map<String, FieldDescriptor> known = FieldNames.of(into.getDescriptorForType());
        Set<FieldDescriptor> taken = new HashSet<>();
        for (Map.Entry<String, JsonNode> property : properties) {
            String name = property.getKey();
            FieldDescriptor field = known.get(name);
            if (field == null) {
                complaints.violate(at.field(name), property.getValue(), "is not a known field");
            } else if (!taken.add(field)) {
                complaints.violate(at.field(name), property.getValue(), "is set twice, under both its names");
            } else {
                field(property.getValue(), field, into, at.field(field), depth);
            }
        }
    }

    private void field(JsonNode json, FieldDescriptor field, Message.Builder into, FieldPath at, int depth) {
        if (json.isNull() && (field.isRepeated() || !takesNull(field))) {
            return; // as good as absent
        }
        Optional<FieldDescriptor> rival = rival(field, into);
        if (rival.isPresent()) {
            complaints.violate(at, json, "must not be set beside " + rival.get().getName());
        } else if (field.isMapField()) {
            map(json, field, into, at, depth);
        } else if (field.isRepeated()) {
            list(json, field, into, at, depth);
        } else {
            value(json, field, into, at, depth).ifPresent(value -> into.setField(field, value));
        }
    }

    /** The field of the same oneof that is set already. */
    private static Optional<FieldDescriptor> rival(FieldDescriptor field, Message.Builder into) {
        return Optional.ofNullable(field.getRealContainingOneof()).map(into::getOneofFieldDescriptor);
    }

    private void list(JsonNode json, FieldDescriptor field, Message.Builder into, FieldPath at, int depth) {
        if (!json.isArray()) {
            complaints.violate(at, json, "must be an array");
            return;
        }
        int index = 0;
        for (JsonNode item : json) {
            value(item, field, into, at.item(index++), depth).ifPresent(value -> into.addRepeatedField(field, value));
        }
    }

    private void map(JsonNode json, FieldDescriptor field, Message.Builder into, FieldPath at, int depth) {
        if (!json.isObject()) {
            complaints.violate(at, json, "must be a JSON object");
            return;
        }
        FieldDescriptor keys = field.getMessageType().findFieldByName("key");
        FieldDescriptor values = field.getMessageType().findFieldByName(VALUE);
        Map<String, JsonNode> ordered = new TreeMap<>();
        json.properties().forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        ordered.forEach((name, item) -> {
            FieldPath place = at.entry(name);
            Message.Builder entry = into.newBuilderForField(field);
            JsonScalars.key(name, keys, rule -> complaints.violate(place, name, rule))
                    .ifPresent(key -> entry.setField(keys, key));
            value(item, values, entry, place, depth + 1).ifPresent(value -> entry.setField(values, value));
            into.addRepeatedField(field, entry.buildPartial());
        });
    }

    /** What a field holds: one value, an item of its list, or the value of an entry of its map. */
    private Optional<Object> value(JsonNode json, FieldDescriptor field, Message.Builder in, FieldPath at, int depth) {
        if (json.isNull() && !takesNull(field)) {
            complaints.violate(at, json, "must not be null");
            return Optional.empty();
        }
        if (field.getJavaType() == JavaType.MESSAGE) {
            Message.Builder inner = in.newBuilderForField(field);
            read(json, inner, at, depth + 1);
            return Optional.of(inner.buildPartial());
        }
        return JsonScalars.value(json, field, rule -> complaints.violate(at, json, rule));
    }

    /** Whether a null is a value of this field, and not its absence. */
    private static boolean takesNull(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case MESSAGE -> JsonForm.of(field.getMessageType()) == JsonForm.VALUE;
            case ENUM -> field.getEnumType().getFullName().equals("google.protobuf.NullValue");
            case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING -> false;
        };
    }

    /** The field of a {@code google.protobuf.Value} that takes this JSON. */
    private static String kind(JsonNode json) {
        return switch (json.getNodeType()) {
            case NULL, MISSING -> "null_value";
            case BOOLEAN -> "bool_value";
            case NUMBER -> "number_value";
            case STRING, BINARY, POJO -> "string_value";
            case ARRAY -> "list_value";
            case OBJECT -> "struct_value";
        };
    }

    private void any(JsonNode json, Message.Builder into, FieldPath at, int depth) {
        if (!json.isObject()) {
            complaints.violate(at, json, "must be a JSON object");
            return;
        }
        if (json.isEmpty()) {
            return; // an Any that holds nothing
        }
        JsonNode url = json.path(TYPE);
        if (!url.isTextual()) {
            complaints.violate(at.field(TYPE), url, url.isMissingNode() ? "is required" : "must be a string");
            return;
        }
        Optional<Descriptor> type = MessageTypes.find(url.textValue());
        if (type.isEmpty()) {
            complaints.violate(at.field(TYPE), url, "is not a known type");
            return;
        }
        DynamicMessage.Builder content = DynamicMessage.newBuilder(type.get());
        packed(json, content, at, depth + 1);
        Descriptor any = into.getDescriptorForType();
        into.setField(any.findFieldByName("type_url"), url.textValue());
        into.setField(any.findFieldByName(VALUE), content.buildPartial().toByteString());
    }

    /** What stands beside an {@code @type}: the fields of the message, or as {@code value} what is no object of them. */
    private void packed(JsonNode json, Message.Builder content, FieldPath at, int depth) {
        List<Map.Entry<String, JsonNode>> properties = json.properties().stream()
                .filter(property -> !property.getKey().equals(TYPE))
                .toList();
        Descriptor type = content.getDescriptorForType();
        if (JsonForm.of(type) == JsonForm.OBJECT) {
            fields(properties, content, at.holding(type), depth);
            return;
        }
        for (Map.Entry<String, JsonNode> property : properties) {
            FieldPath place = at.field(property.getKey());
            if (property.getKey().equals(VALUE)) {
                read(property.getValue(), content, place, depth);
            } else {
                complaints.violate(place, property.getValue(), "is not a known field");
            }
        }
    }
}
