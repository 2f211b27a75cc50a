package dev.roster.envoy;

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
        read(json, new Target(into, 1), at);
    }

    private void read(JsonNode json, Target into, FieldPath at) {
        if (into.depth() > DEEPEST) {
            complaints.violate(at, "", "must not be nested deeper than " + DEEPEST + " messages");
            return;
        }
        Descriptor type = into.type();
        switch (JsonForm.of(type)) {
            case OBJECT -> object(json, into, at.holding(type));
            case ANY -> any(json, into, at);
            case WRAPPER -> field(json, type.findFieldByName(VALUE), into, at);
            case STRUCT -> field(json, type.findFieldByName("fields"), into, at);
            case LIST -> field(json, type.findFieldByName("values"), into, at);
            case VALUE -> field(json, type.findFieldByName(kind(json)), into, at);
            case DURATION ->
                JsonTexts.duration(json, into.message()).ifPresent(rule -> complaints.violate(at, json, rule));
            case TIMESTAMP ->
                JsonTexts.timestamp(json, into.message()).ifPresent(rule -> complaints.violate(at, json, rule));
            case FIELD_MASK ->
                JsonTexts.fieldMask(json, into.message()).ifPresent(rule -> complaints.violate(at, json, rule));
        }
    }

    private void object(JsonNode json, Target into, FieldPath at) {
        if (json.isObject()) {
            fields(json.properties(), into, at);
        } else {
            complaints.violate(at, json, "must be a JSON object");
        }
    }

    private void fields(Collection<Map.Entry<String, JsonNode>> properties, Target into, FieldPath at) {
        Map<String, FieldDescriptor> known = FieldNames.of(into.type());
        Set<FieldDescriptor> taken = new HashSet<>();
        for (Map.Entry<String, JsonNode> property : properties) {
            String name = property.getKey();
            FieldDescriptor field = known.get(name);
            if (field == null) {
                complaints.violate(at.field(name), property.getValue(), "is not a known field");
            } else if (!taken.add(field)) {
                complaints.violate(at.field(name), property.getValue(), "is set twice, under both its names");
            } else {
                field(property.getValue(), field, into, at.field(field));
            }
        }
    }

    private void field(JsonNode json, FieldDescriptor field, Target into, FieldPath at) {
        if (json.isNull() && (field.isRepeated() || !takesNull(field))) {
            return; // as good as absent
        }
        Optional<FieldDescriptor> rival = into.rival(field);
        if (rival.isPresent()) {
            complaints.violate(at, json, "must not be set beside " + rival.get().getName());
        } else if (field.isMapField()) {
            map(json, field, into, at);
        } else if (field.isRepeated()) {
            list(json, field, into, at);
        } else {
            value(json, field, into, at).ifPresent(value -> into.message().setField(field, value));
        }
    }

    private void list(JsonNode json, FieldDescriptor field, Target into, FieldPath at) {
        if (!json.isArray()) {
            complaints.violate(at, json, "must be an array");
            return;
        }
        int index = 0;
        for (JsonNode item : json) {
            value(item, field, into, at.item(index++))
                    .ifPresent(value -> into.message().addRepeatedField(field, value));
        }
    }

    private void map(JsonNode json, FieldDescriptor field, Target into, FieldPath at) {
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
            Target entry = into.inner(field);
            JsonScalars.key(name, keys, rule -> complaints.violate(place, name, rule))
                    .ifPresent(key -> entry.message().setField(keys, key));
            value(item, values, entry, place).ifPresent(value -> entry.message().setField(values, value));
            into.message().addRepeatedField(field, entry.message().buildPartial());
        });
    }

    /** What a field holds: one value, an item of its list, or the value of an entry of its map. */
    private Optional<Object> value(JsonNode json, FieldDescriptor field, Target in, FieldPath at) {
        if (json.isNull() && !takesNull(field)) {
            complaints.violate(at, json, "must not be null");
            return Optional.empty();
        }
        if (field.getJavaType() == JavaType.MESSAGE) {
            Target inner = in.inner(field);
            read(json, inner, at);
            return Optional.of(inner.message().buildPartial());
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

    private void any(JsonNode json, Target into, FieldPath at) {
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
        Target content = new Target(DynamicMessage.newBuilder(type.get()), into.depth() + 1);
        packed(json, content, at);
        into.message()
                .setField(into.type().findFieldByName("type_url"), url.textValue())
                .setField(
                        into.type().findFieldByName(VALUE),
                        content.message().buildPartial().toByteString());
    }

    /** What stands beside an {@code @type}: the fields of the message, or as {@code value} what is no object of them. */
    private void packed(JsonNode json, Target content, FieldPath at) {
        List<Map.Entry<String, JsonNode>> properties = json.properties().stream()
                .filter(property -> !property.getKey().equals(TYPE))
                .toList();
        if (JsonForm.of(content.type()) == JsonForm.OBJECT) {
            fields(properties, content, at.holding(content.type()));
            return;
        }
        for (Map.Entry<String, JsonNode> property : properties) {
            FieldPath place = at.field(property.getKey());
            if (property.getKey().equals(VALUE)) {
                read(property.getValue(), content, place);
            } else {
                complaints.violate(place, property.getValue(), "is not a known field");
            }
        }
    }

    /** A message in the making, and how many messages it is in. Not thread-safe: used within one reading. */
    private record Target(Message.Builder message, int depth) {
        Descriptor type() {
            return message.getDescriptorForType();
        }

        /** A message, or an entry, of this field. */
        Target inner(FieldDescriptor field) {
            return new Target(message.newBuilderForField(field), depth + 1);
        }

        /** The field of the same oneof that is set already. */
        Optional<FieldDescriptor> rival(FieldDescriptor field) {
            return Optional.ofNullable(field.getRealContainingOneof()).map(message::getOneofFieldDescriptor);
        }
    }
}
