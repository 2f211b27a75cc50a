package dev.roster.envoy.rules;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.roster.envoy.FieldPath;
import dev.roster.envoy.Findings;
import io.envoyproxy.envoy.service.runtime.v3.Runtime;
import java.util.List;

/** The values of a runtime layer. */
final class RuntimeChecks {
    static final List<MessageCheck<?>> ALL =
            List.of(MessageCheck.on(Runtime.getDefaultInstance(), RuntimeChecks::layer));

    private RuntimeChecks() {}

    private static void layer(Runtime runtime, FieldPath at, Findings findings) {
        values(runtime.getLayer(), at.field("layer"), findings);
    }

    private static void values(Struct layer, FieldPath at, Findings findings) {
        layer.getFieldsMap().forEach((key, value) -> value(value, at.entry(key), findings));
    }

    private static void value(Value value, FieldPath at, Findings findings) {
        switch (value.getKindCase()) {
            case STRUCT_VALUE -> values(value.getStructValue(), at, findings);
            case NULL_VALUE, LIST_VALUE, KIND_NOT_SET ->
                findings.violate(at, "", "must be a number, a string, true or false, or a layer of these");
            case NUMBER_VALUE, STRING_VALUE, BOOL_VALUE -> {}
        }
    }
}
