package dev.roster.deploy;

import com.google.common.base.CaseFormat;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The Java classes of messages, with those of all that may lie in them. Not thread-safe: used once. */
final class MessageClasses {
    private final Set<Descriptor> seen = new LinkedHashSet<>();
    private final Set<String> names = new LinkedHashSet<>();

    private MessageClasses() {}

    /** Of each message its class and that of its builder, and the classes of enums. */
    static Set<String> of(Collection<Descriptor> messages) {
        MessageClasses classes = new MessageClasses();
        messages.forEach(classes::add);
        return classes.names;
    }

    private void add(Descriptor message) {
        if (!seen.add(message)) {
            return;
        }
        if (!message.getOptions().getMapEntry()) {
            names.add(name(message));
            names.add(name(message) + "$Builder");
        }
        message.getFields().forEach(field -> {
            switch (field.getJavaType()) {
                case MESSAGE -> add(field.getMessageType());
                case ENUM -> names.add(name(field.getEnumType()));
                case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING -> {}
            }
        });
    }

    private static String name(Descriptor message) {
        Descriptor outer = message.getContainingType();
        return (outer == null ? prefix(message.getFile()) : name(outer) + "$") + message.getName();
    }

    private static String name(EnumDescriptor type) {
        Descriptor outer = type.getContainingType();
        return (outer == null ? prefix(type.getFile()) : name(outer) + "$") + type.getName();
    }

    /** Where the classes of a file lie: in its package, or in its own class. */
    private static String prefix(FileDescriptor file) {
        var options = file.getOptions();
        if (options.getJavaMultipleFiles()) {
            return options.getJavaPackage() + ".";
        }
        String own = options.hasJavaOuterClassname() ? options.getJavaOuterClassname() : camelCase(file.getName());
        return options.getJavaPackage() + "." + own + "$";
    }

    /** As in {@code io/prometheus/client/metrics.proto}. */
    private static String camelCase(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1, file.lastIndexOf('.'));
        return CaseFormat.LOWER_UNDERSCORE.to(CaseFormat.UPPER_CAMEL, name);
    }
}
