package dev.roster.resource.api;

import com.google.protobuf.Message;
import dev.roster.envoy.ResourceType;
import dev.roster.envoy.rules.Validated.Valid;
import dev.roster.request.NameRule;
import dev.roster.resource.XdstpName;
import java.util.Optional;

/**
 * What a resource is called. A virtual host's name is its route configuration's, a slash and its own (P50); its message
 * need not hold all of that.
 */
final class Names {
    private static final String TWO_PARTS = "must be <route configuration>/<host>";

    private Names() {}

    /** The name of a resource that nothing but its body names. */
    static String own(Wrapped wrapped, ResourceType type, Message message) {
        String outside = wrapped.name();
        return type == ResourceType.VIRTUAL_HOST && outside != null ? outside : type.nameOf(message);
    }

    /** The rule that a resource of this name breaks. */
    static Optional<String> broken(String name, Wrapped wrapped, Valid valid) {
        Optional<String> broken = NameRule.NAME.broken(name);
        if (broken.isPresent()) {
            return broken;
        }
        String canonical = XdstpName.canonical(name);
        if (!canonical.equals(name)) {
            return Optional.of("must be written " + canonical);
        }
        ResourceType type = valid.type();
        String inside = type.nameOf(valid.message());
        boolean whole = type != ResourceType.VIRTUAL_HOST || inside.indexOf('/') >= 0;
        if (whole && !inside.equals(name)) {
            return Optional.of("must be " + name + ", as it is called outside of its message");
        }
        if (wrapped.name() != null && !wrapped.name().equals(name)) {
            return Optional.of("must be " + wrapped.name() + ", as its wrapper calls it");
        }
        return type == ResourceType.VIRTUAL_HOST && !hasTwoParts(name) ? Optional.of(TWO_PARTS) : Optional.empty();
    }

    private static boolean hasTwoParts(String name) {
        int slash = name.lastIndexOf('/');
        return slash > 0 && slash < name.length() - 1;
    }
}
