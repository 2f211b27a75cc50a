package dev.roster.envoy.rules;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import dev.roster.envoy.JsonForm;
import dev.roster.envoy.Moment;
import dev.roster.envoy.Shown;
import io.envoyproxy.pgv.validate.Validate.AnyRules;
import io.envoyproxy.pgv.validate.Validate.FieldRules;
import java.util.List;
import java.util.stream.Stream;

/** Compiles the rules for one value: that of a field, an item of a list, a key or a value of a map. */
final class ValueRules {
    /** No descriptor says so, but wherever Envoy reads a duration it refuses a negative one. */
    private static final ValueRule NOT_NEGATIVE = new ValueRule(
            "must not be negative", value -> Moment.of((Message) value).compareTo(Moment.ZERO) >= 0);

    private ValueRules() {}

    static List<ValueRule> of(FieldDescriptor field, FieldRules rules) {
        if (field.getJavaType() == JavaType.MESSAGE && JsonForm.of(field.getMessageType()) == JsonForm.WRAPPER) {
            FieldDescriptor wrapped = field.getMessageType().findFieldByName("value");
            return of(wrapped, rules).stream()
                    .map(rule -> rule.on(message -> ((Message) message).getField(wrapped)))
                    .toList();
        }
        Stream<ValueRule> found = compile(field, rules);
        Stream<ValueRule> relaxed = ignoresEmpty(rules) ? found.map(rule -> rule.unless(ValueRules::isEmpty)) : found;
        return (isDuration(field) ? Stream.concat(relaxed, Stream.of(NOT_NEGATIVE)) : relaxed).toList();
    }

    static boolean isDuration(FieldDescriptor field) {
        return field.getJavaType() == JavaType.MESSAGE && JsonForm.of(field.getMessageType()) == JsonForm.DURATION;
    }

    private static Stream<ValueRule> compile(FieldDescriptor field, FieldRules rules) {
        return switch (rules.getTypeCase()) {
            case FLOAT -> OrderedRules.FLOAT.of(rules.getFloat());
            case DOUBLE -> OrderedRules.DOUBLE.of(rules.getDouble());
            case INT32 -> OrderedRules.INT32.of(rules.getInt32());
            case SINT32 -> OrderedRules.INT32.of(rules.getSint32());
            case SFIXED32 -> OrderedRules.INT32.of(rules.getSfixed32());
            case UINT32 -> OrderedRules.UINT32.of(rules.getUint32());
            case FIXED32 -> OrderedRules.UINT32.of(rules.getFixed32());
            case INT64 -> OrderedRules.INT64.of(rules.getInt64());
            case SINT64 -> OrderedRules.INT64.of(rules.getSint64());
            case SFIXED64 -> OrderedRules.INT64.of(rules.getSfixed64());
            case UINT64 -> OrderedRules.UINT64.of(rules.getUint64());
            case FIXED64 -> OrderedRules.UINT64.of(rules.getFixed64());
            case DURATION -> OrderedRules.MOMENT.of(rules.getDuration());
            case TIMESTAMP -> OrderedRules.MOMENT.of(rules.getTimestamp());
            case BOOL -> only(rules.getBool().getConst());
            case STRING -> TextRules.of(rules.getString());
            case BYTES -> BytesRules.of(rules.getBytes());
            case ENUM -> ConstantRules.of(rules.getEnum(), field.getEnumType());
            case ANY -> packed(rules.getAny(), field.getMessageType());
            case REPEATED, MAP, TYPE_NOT_SET -> Stream.empty();
        };
    }

    private static Stream<ValueRule> only(boolean value) {
        return Stream.of(new ValueRule("must be " + value, seen -> seen.equals(value)));
    }

    private static Stream<ValueRule> packed(AnyRules rules, Descriptor any) {
        FieldDescriptor url = any.findFieldByName("type_url");
        Stream.Builder<ValueRule> found = Stream.builder();
        if (rules.getInCount() > 0) {
            found.add(new ValueRule("must be one of " + Shown.list(rules.getInList()), rules.getInList()::contains));
        }
        if (rules.getNotInCount() > 0) {
            found.add(new ValueRule(
                    "must not be " + Shown.list(rules.getNotInList()),
                    seen -> !rules.getNotInList().contains(seen)));
        }
        return found.build().map(rule -> rule.on(message -> ((Message) message).getField(url)));
    }

    /** The rules of every kind that may be empty have a field of this name. */
    private static boolean ignoresEmpty(FieldRules rules) {
        return rules.getAllFields().values().stream()
                .filter(Message.class::isInstance)
                .map(Message.class::cast)
                .anyMatch(kind -> {
                    FieldDescriptor field = kind.getDescriptorForType().findFieldByName("ignore_empty");
                    return field != null && kind.getField(field).equals(true);
                });
    }

    private static boolean isEmpty(Object value) {
        return switch (value) {
            case String text -> text.isEmpty();
            case ByteString bytes -> bytes.isEmpty();
            case Number number -> number.doubleValue() == 0;
            default -> false;
        };
    }
}
