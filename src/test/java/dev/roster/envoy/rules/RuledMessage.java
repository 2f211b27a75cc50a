package dev.roster.envoy.rules;

import com.google.protobuf.AnyProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import dev.roster.envoy.EnvoyJson;
import dev.roster.envoy.Examples;
import dev.roster.envoy.FieldPath;
import dev.roster.envoy.Findings;
import dev.roster.request.Violation;
import io.envoyproxy.pgv.validate.Validate;
import io.envoyproxy.pgv.validate.Validate.FieldRules;
import java.util.List;
import java.util.Locale;

/** A message of one field, {@code f}, with the rules that a test gives it. */
record RuledMessage(Descriptor type) {
    private static final FileDescriptor[] IMPORTS = {
        Validate.getDescriptor(),
        AnyProto.getDescriptor(),
        DurationProto.getDescriptor(),
        TimestampProto.getDescriptor(),
        WrappersProto.getDescriptor()
    };

    /**
     * @param type a scalar of protobuf's, {@code enum}, {@code map}, or a message of {@code google.protobuf}; a list of
     *     them with {@code []}
     * @param rules as they stand in a .proto file
     */
    static RuledMessage of(String type, String rules) throws TextFormat.ParseException, DescriptorValidationException {
        FieldRules parsed = TextFormat.parse(rules, FieldRules.class);
        FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder()
                .setName("f")
                .setNumber(1)
                .setLabel(type.endsWith("[]") || type.equals("map") ? Label.LABEL_REPEATED : Label.LABEL_OPTIONAL)
                .setOptions(FieldOptions.newBuilder().setExtension(Validate.rules, parsed));
        setType(field, type.replace("[]", ""));
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("ruled.proto")
                .setSyntax("proto3")
                .addEnumType(EnumDescriptorProto.newBuilder()
                        .setName("E")
                        .addValue(constant("ZERO", 0))
                        .addValue(constant("ONE", 1))
                        .addValue(constant("TWO", 2)))
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("M")
                        .addField(field)
                        .addNestedType(entry()))
                .build();
        return new RuledMessage(FileDescriptor.buildFrom(file, IMPORTS, true).findMessageTypeByName("M"));
    }

    private static void setType(FieldDescriptorProto.Builder field, String type) {
        switch (type) {
            case "enum" -> field.setType(FieldDescriptorProto.Type.TYPE_ENUM).setTypeName(".E");
            case "map" -> field.setType(FieldDescriptorProto.Type.TYPE_MESSAGE).setTypeName(".M.FEntry");
            case "Any", "Duration", "Timestamp", "StringValue", "UInt32Value", "DoubleValue" ->
                field.setType(FieldDescriptorProto.Type.TYPE_MESSAGE).setTypeName(".google.protobuf." + type);
            default -> field.setType(FieldDescriptorProto.Type.valueOf("TYPE_" + type.toUpperCase(Locale.ROOT)));
        }
    }

    private static DescriptorProto entry() {
        return DescriptorProto.newBuilder()
                .setName("FEntry")
                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                .addField(part("key", 1, FieldDescriptorProto.Type.TYPE_STRING))
                .addField(part("value", 2, FieldDescriptorProto.Type.TYPE_INT32))
                .build();
    }

    private static FieldDescriptorProto part(String name, int number, FieldDescriptorProto.Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(Label.LABEL_OPTIONAL)
                .setType(type)
                .build();
    }

    private static EnumValueDescriptorProto constant(String name, int number) {
        return EnumValueDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .build();
    }

    /** What is wrong with the field when it has this value, or none. */
    List<Violation> violations(String json) {
        Findings findings = new Findings();
        Message.Builder message = DynamicMessage.newBuilder(type);
        EnvoyJson.read(Examples.tree(json.isEmpty() ? "{}" : "{\"f\": " + json + "}"), message, findings);
        MessageRules.of(type).check(message.build(), FieldPath.root(type), findings);
        return findings.violations();
    }
}
