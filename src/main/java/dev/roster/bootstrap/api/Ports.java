package dev.roster.bootstrap.api;

import dev.roster.request.BadRequest;
import org.jspecify.annotations.Nullable;

/** Ports in query parameters. */
final class Ports {
    private static final int HIGHEST = 65_535;

    private Ports() {}

    /** The port that this parameter names, or the other one where it is absent. */
    static int read(String parameter, @Nullable String value, int lowest, int absent) {
        if (value == null) {
            return absent;
        }
        if (value.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(value);
            if (port >= lowest && port <= HIGHEST) {
                return port;
            }
        }
        throw BadRequest.parameter(parameter, value, "must be an integer between " + lowest + " and " + HIGHEST);
    }
}
