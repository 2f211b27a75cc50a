package dev.roster.envoy.rules;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.roster.envoy.Complaints;
import dev.roster.envoy.FieldPath;
import dev.roster.envoy.MapItem;
import io.envoyproxy.pgv.validate.Validate.FieldRules;
import java.util.List;

/** Holds one field of a message against the rules in its descriptor. Immutable. */
sealed interface FieldCheck {
    void check(Message message, FieldPath at, Complaints complaints);

    static FieldCheck of(FieldDescriptor field, FieldRules rules) {
        if (field.isMapField()) {
            return OfMap.of(field, rules);
        }
        return field.isRepeated() ? OfList.of(field, rules) : OfValue.of(field, rules);
    }

    private static void hold(Object value, List<ValueRule> rules, FieldPath at, Complaints complaints) {
        for (ValueRule rule : rules) {
            if (!rule.kept().test(value)) {
                complaints.violate(at, value, rule.words());
                return; // an empty string is not also told that it matches no pattern
            }
        }
    }

    /** A field with one value, which may be absent. */
    record OfValue(FieldDescriptor field, boolean required, List<ValueRule> rules) implements FieldCheck {
        static FieldCheck of(FieldDescriptor field, FieldRules rules) {
            boolean required = rules.getMessage().getRequired()
                    || rules.getAny().getRequired()
                    || rules.getDuration().getRequired()
                    || rules.getTimestamp().getRequired();
            // one of several may give way to the others: its oneof says whether any is required
            boolean alone = field.getRealContainingOneof() == null;
            return new OfValue(field, required && alone, ValueRules.of(field, rules));
        }

        @Override
        public void check(Message message, FieldPath at, Complaints complaints) {
            if (!field.hasPresence() || message.hasField(field)) {
                hold(message.getField(field), rules, at.field(field), complaints);
            } else if (required) {
                complaints.violate(at.field(field), "", "is required");
            }
        }
    }

    /** A list and its items. */
    record OfList(FieldDescriptor field, List<ValueRule> whole, List<ValueRule> items) implements FieldCheck {
        static FieldCheck of(FieldDescriptor field, FieldRules rules) {
            return new OfList(
                    field,
                    CollectionRules.of(rules.getRepeated()),
                    ValueRules.of(field, rules.getRepeated().getItems()));
        }

        @Override
        public void check(Message message, FieldPath at, Complaints complaints) {
            List<?> list = (List<?>) message.getField(field);
            FieldPath place = at.field(field);
            hold(list, whole, place, complaints);
            if (!items.isEmpty()) {
                for (int index = 0; index < list.size(); index++) {
                    hold(list.get(index), items, place.item(index), complaints);
                }
            }
        }
    }

    /** A map, its keys and its values. */
    record OfMap(FieldDescriptor field, List<ValueRule> whole, List<ValueRule> keys, List<ValueRule> values)
            implements FieldCheck {
        static FieldCheck of(FieldDescriptor field, FieldRules rules) {
            Descriptor entry = field.getMessageType();
            return new OfMap(
                    field,
                    CollectionRules.of(rules.getMap()),
                    ValueRules.of(entry.findFieldByName("key"), rules.getMap().getKeys()),
                    ValueRules.of(entry.findFieldByName("value"), rules.getMap().getValues()));
        }

        @Override
        public void check(Message message, FieldPath at, Complaints complaints) {
            List<?> entries = (List<?>) message.getField(field);
            FieldPath place = at.field(field);
            hold(entries, whole, place, complaints);
            for (Object entry : entries) {
                MapItem item = MapItem.of((Message) entry);
                hold(item.key(), keys, place.entry(item.key()), complaints);
                hold(item.value(), values, place.entry(item.key()), complaints);
            }
        }
    }
}
