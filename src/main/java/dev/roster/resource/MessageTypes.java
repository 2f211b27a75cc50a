package dev.roster.resource;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.TypeRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The messages that JSON may name in an {@code @type}: found in the API jar by their proto name when first asked for.
 * Thread-safe: the registry is replaced, never changed.
 */
final class MessageTypes {
    /** Where the Java classes of a proto package lie. */
    private static final Map<String, String> JAVA_PACKAGES = Map.of(
            "envoy.", "io.envoyproxy.envoy.",
            "xds.", "com.github.xds.",
            "udpa.", "com.github.udpa.udpa.",
            "google.protobuf.", "com.google.protobuf.");

    /** The dot between a message and one declared in it. */
    private static final Pattern NESTED = Pattern.compile("(?<=\\.[A-Z]\\w{0,99})\\.(?=[A-Z])");

    private final List<Descriptor> found = new ArrayList<>();
    private volatile TypeRegistry known;

    MessageTypes() {
        for (ResourceType type : ResourceType.values()) {
            found.add(type.prototype().getDescriptorForType());
        }
        known = TypeRegistry.newBuilder().add(found).build();
    }

    TypeRegistry registry() {
        return known;
    }

    /** Makes the registry hold the type behind this URL; false when there is none. */
    boolean know(String typeUrl) {
        String name = typeUrl.substring(typeUrl.lastIndexOf('/') + 1);
        if (known.find(name) == null) {
            load(name).ifPresent(this::add);
        }
        return known.find(name) != null;
    }

    private synchronized void add(Descriptor descriptor) {
        found.add(descriptor);
        known = TypeRegistry.newBuilder().add(found).build();
    }

    private static Optional<Descriptor> load(String name) {
        return JAVA_PACKAGES.entrySet().stream()
                .filter(entry -> name.startsWith(entry.getKey()))
                .findFirst()
                .flatMap(entry -> descriptorOf(
                        entry.getValue() + name.substring(entry.getKey().length())));
    }

    private static Optional<Descriptor> descriptorOf(String className) {
        try {
            String binaryName = NESTED.matcher(className).replaceAll("\\$");
            return Optional.of(Class.forName(binaryName, true, MessageTypes.class.getClassLoader())
                            .getMethod("getDescriptor")
                            .invoke(null))
                    .filter(Descriptor.class::isInstance) // enums and files have descriptors of their own
                    .map(Descriptor.class::cast);
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty(); // no message of that name: the caller names it in its error
        }
    }
}
