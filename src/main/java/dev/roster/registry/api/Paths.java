package dev.roster.registry.api;

import dev.roster.request.BadRequest;
import dev.roster.request.NameRule;

/** Names that came in a URL, under the same rules as those in a body. */
final class Paths {
    private Paths() {}

    static String service(String name) {
        return BadRequest.checked("service", name, NameRule.NAME::broken);
    }

    static String id(String id) {
        return BadRequest.checked("id", id, NameRule.ID::broken);
    }
}
