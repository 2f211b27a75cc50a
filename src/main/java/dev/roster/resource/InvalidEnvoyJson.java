package dev.roster.resource;

import org.jspecify.annotations.Nullable;

/** A text that is not Envoy's JSON for the message asked for; the message names the field or type at fault. */
public final class InvalidEnvoyJson extends Exception {
    private static final long serialVersionUID = 1;

    InvalidEnvoyJson(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
