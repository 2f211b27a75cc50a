package dev.roster.envoy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.TypeRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import udpa.annotations.Status;
import udpa.annotations.Status.PackageVersionStatus;

/**
 * The messages that an {@code Any} may hold: found in the API jar by their proto name when first asked for. There is one
 * jar, so there is one of this. Thread-safe: the registry is replaced, never changed.
 */
public final class MessageTypes {
    /** Where the Java classes of a proto package lie. */
    private static final Map<String, String> JAVA_PACKAGES = Map.of(
            "envoy.", "io.envoyproxy.envoy.",
            "xds.", "com.github.xds.",
            "udpa.", "com.github.udpa.udpa.",
            "google.protobuf.", "com.google.protobuf.");

    /** The dot between a message and one declared in it. */
    private static final Pattern NESTED = Pattern.compile("(?<=\\.[A-Z]\\w{0,99})\\.(?=[A-Z])");

    private static final List<Descriptor> FOUND = new ArrayList<>();
    private static volatile TypeRegistry known = TypeRegistry.getEmptyTypeRegistry();

    static {
        for (ResourceType type : ResourceType.values()) {
            add(type.prototype().getDescriptorForType());
        }
    }

    private MessageTypes() {}

    /** All that were found so far. */
    public static TypeRegistry registry() {
        return known;
    }

    /** The type behind this URL, or nothing when Envoy knows none of that name. */
    public static Optional<Descriptor> find(String typeUrl) {
        String name = typeUrl.substring(typeUrl.lastIndexOf('/') + 1);
        Descriptor present = known.find(name);
        if (present != null) {
            return Optional.of(present).filter(MessageTypes::isLive);
        }
        Optional<Descriptor> loaded = load(name).filter(MessageTypes::isLive);
        loaded.ifPresent(MessageTypes::add);
        return loaded;
    }

    /** The API still holds the messages of its version 2, which no Envoy reads any more. */
    private static boolean isLive(Descriptor type) {
        PackageVersionStatus status =
                type.getFile().getOptions().getExtension(Status.fileStatus).getPackageVersionStatus();
        return status != PackageVersionStatus.FROZEN;
    }

    private static synchronized void add(Descriptor descriptor) {
        FOUND.add(descriptor);
        known = TypeRegistry.newBuilder().add(FOUND).build();
    }

    private static Optional<Descriptor> load(String name) {
        return JAVA_PACKAGES.entrySet().stream()
                .filter(entry -> name.startsWith(entry.getKey()))
                .findFirst()
                .flatMap(entry -> descriptorOf(
                        entry.getValue() + name.substring(entry.getKey().length())))
                .filter(descriptor -> descriptor.getFullName().equals(name)); // a builder would give its message's
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
