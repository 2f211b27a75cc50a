package dev.roster.rest;

import dev.roster.request.BadRequest;
import org.jspecify.annotations.Nullable;

/** Query parameters that are true or false. */
public final class Flags {
    private Flags() {}

    public static boolean flag(String name, @Nullable String value) {
        return switch (value) {
            case null -> false;
            case "false" -> false;
            case "true", "" -> true;
            default -> throw BadRequest.parameter(name, value, "must be true or false");
        };
    }
}
