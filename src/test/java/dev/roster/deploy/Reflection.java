package dev.roster.deploy;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;

/**
 * The classes of messages as Quarkus' gRPC extension finds them for an executable: in the index of the jars that are named
 * to it, by what they extend and implement. Immutable.
 */
record Reflection(Set<String> registered) {
    private static final String PROTOBUF = "com.google.protobuf.";

    /** Those of the jars whose names are of this form, without the class files that the application leaves out. */
    static Reflection ofIndexed(String jars, Set<String> leftOut) {
        Index index = Jars.index(jars, file -> !leftOut.contains(file));
        Stream<ClassInfo> messages = Stream.of(
                        "GeneratedMessageV3",
                        "GeneratedMessage",
                        "GeneratedMessageV3$Builder",
                        "GeneratedMessage$Builder")
                .flatMap(parent -> index.getAllKnownSubclasses(DotName.createSimple(PROTOBUF + parent)).stream());
        Stream<ClassInfo> enums =
                index.getAllKnownImplementations(DotName.createSimple(PROTOBUF + "ProtocolMessageEnum")).stream();
        return new Reflection(Stream.concat(messages, enums)
                .map(type -> type.name().toString())
                .collect(Collectors.toSet()));
    }
}
