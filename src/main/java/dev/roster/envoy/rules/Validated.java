package dev.roster.envoy.rules;

import com.google.protobuf.Message;
import dev.roster.envoy.ResourceType;
import dev.roster.envoy.Warning;
import dev.roster.request.Violation;
import java.util.List;

/** What holding a resource against Envoy's rules came to. Immutable. */
public sealed interface Validated {
    /** Envoy would take it, as far as that can be said without an Envoy. */
    record Valid(ResourceType type, Message message, List<Warning> warnings) implements Validated {
        public Valid {
            warnings = List.copyOf(warnings);
        }
    }

    /** Envoy would refuse it, for these reasons. */
    record Invalid(List<Violation> violations) implements Validated {
        public Invalid {
            violations = List.copyOf(violations);
        }
    }
}
