package dev.roster.request;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is wrong with a request whatever it is for; each carries what the caller needs to put it right. Immutable. */
public sealed interface BadRequest {
    /** The body is not of the format that it says it is, or means two things at once. */
    record Malformed(Format format, String reason) implements BadRequest {}

    /** A query parameter that cannot be understood. */
    record BadParameter(Violation violation) implements BadRequest {}

    /** The body is JSON, and these of its fields break a rule; or a name in the path does. */
    record Invalid(List<Violation> violations) implements BadRequest {
        public Invalid {
            violations = List.copyOf(violations);
        }
    }

    /** The body is larger than this call takes. */
    record TooLarge(long size, long limit) implements BadRequest {}

    /** What bodies are written in. */
    enum Format {
        JSON,
        YAML
    }

    /** Refuses a request that breaks any rule. */
    static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new BadRequestException(new Invalid(violations));
        }
    }

    /** A name out of the path, when it keeps this rule. */
    static String checked(String field, String name, Function<String, Optional<String>> broken) {
        broken.apply(name).ifPresent(rule -> refuse(List.of(new Violation(field, name, rule))));
        return name;
    }

    /** Refuses a query parameter. */
    static BadRequestException parameter(String name, String value, String rule) {
        return new BadRequestException(new BadParameter(new Violation(name, value, rule)));
    }
}
