package dev.roster.bootstrap;

import dev.roster.bootstrap.Conversion.Fate;
import dev.roster.bootstrap.Conversion.Left;
import dev.roster.envoy.Warning;
import dev.roster.request.Violation;
import java.util.ArrayList;
import java.util.List;

/** What is to be said of a conversion besides what it makes. Not thread-safe: used within one conversion. */
final class Notes {
    private final List<Warning> warnings = new ArrayList<>();
    private final List<Left> left = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();

    void warn(String field, String value, String reason) {
        warnings.add(new Warning(field, value, reason));
    }

    void left(String field, Fate fate, String reason) {
        left.add(new Left(field, fate, reason));
    }

    void violate(String field, String value, String rule) {
        violations.add(new Violation(field, value, rule));
    }

    List<Warning> warnings() {
        return warnings;
    }

    List<Left> left() {
        return left;
    }

    List<Violation> violations() {
        return violations;
    }
}
