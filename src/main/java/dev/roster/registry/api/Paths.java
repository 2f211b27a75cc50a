package dev.roster.registry.api;

import dev.roster.registry.NameRule;
import dev.roster.registry.Violation;
import java.util.List;

/** Names that came in a URL, under the same rules as those in a body. */
final class Paths {
    private Paths() {}

    static String service(String name) {
        return checked("service", name, NameRule.SERVICE);
    }

    static String id(String id) {
        return checked("id", id, NameRule.ID);
    }

    private static String checked(String field, String name, NameRule rule) {
        rule.broken(name).ifPresent(broken -> RegistrationReader.refuse(List.of(new Violation(field, name, broken))));
        return name;
    }
}
