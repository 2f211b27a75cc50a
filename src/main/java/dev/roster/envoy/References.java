package dev.roster.envoy;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The resources that a resource refers to by name, wherever in it: in what is packed, too. What it gets from files is no
 * reference, and what a client asks for as a whole (scoped routes, virtual hosts) has no name.
 */
public final class References {
    private References() {}

    /** Each reference with its place, in the order of the fields. */
    public static List<Reference> of(Message resource) {
        List<Reference> found = new ArrayList<>();
        walk(resource, (type, name, at) -> found.add(new Reference(type, name, at.toString())));
        return found;
    }

    /** The names that are referred to, by type; only types of which there are any. */
    public static Map<ResourceType, Set<String>> names(Message resource) {
        Map<ResourceType, Set<String>> found = new EnumMap<>(ResourceType.class);
        walk(
                resource,
                (type, name, at) ->
                        found.computeIfAbsent(type, any -> new HashSet<>()).add(name));
        return found;
    }

    private static void walk(Message resource, ReferenceTable.Visitor visitor) {
        MessageTree.walk(resource, Complaints.NONE, (message, at) -> ReferenceTable.visit(message, at, visitor));
    }
}
