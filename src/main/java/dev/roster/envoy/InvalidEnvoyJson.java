package dev.roster.envoy;

import dev.roster.request.Violation;
import java.util.List;
import java.util.stream.Collectors;

/** JSON that is not Envoy's for the message asked for: every field and type at fault, by its path. */
public final class InvalidEnvoyJson extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Violation> violations;

    public InvalidEnvoyJson(List<Violation> violations) {
        super(violations.stream().map(InvalidEnvoyJson::words).collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    /** That the text is no JSON at all, or none that can be read. */
    public InvalidEnvoyJson(String reason) {
        this(List.of(new Violation("", "", reason)));
    }

    public List<Violation> violations() {
        return violations;
    }

    private static String words(Violation violation) {
        String words = violation.field().isEmpty() ? violation.rule() : violation.field() + " " + violation.rule();
        return violation.value().isEmpty() ? words : words + ": " + violation.value();
    }
}
