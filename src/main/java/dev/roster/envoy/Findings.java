package dev.roster.envoy;

import dev.roster.request.Violation;
import java.util.ArrayList;
import java.util.List;

/**
 * What is found wrong with a resource while it is read and checked: the first hundred of each kind, so that an answer has
 * a size. Not thread-safe: used within one reading.
 */
public final class Findings implements Complaints {
    private static final int MOST = 100;

    private final List<Violation> violations = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();

    @Override
    public void violate(FieldPath at, Object value, String rule) {
        if (violations.size() < MOST) {
            violations.add(new Violation(at.toString(), shown(at, value), rule));
        }
    }

    public void warn(FieldPath at, Object value, String reason) {
        if (warnings.size() < MOST) {
            warnings.add(new Warning(at.toString(), shown(at, value), reason));
        }
    }

    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    public List<Warning> warnings() {
        return List.copyOf(warnings);
    }

    private static String shown(FieldPath at, Object value) {
        String shown = Shown.value(value);
        return at.secret() && !shown.isEmpty() ? Shown.REDACTED : shown;
    }
}
