package dev.roster.database;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PostgreSQL URL as users write it for the reactive client: {@code [vertx-reactive:]postgresql://[user@]host[:port]/db}.
 * Immutable.
 *
 * @param credentials {@code user} or {@code user:password}, percent-encoded, or nothing
 * @param location host, port, database and options
 */
record DatabaseUrl(Optional<String> credentials, String location) {
    private static final Pattern WRITTEN =
            Pattern.compile("(?:vertx-reactive:)?postgres(?:ql)?://(?:([^@/?]*)@)?(.+)", Pattern.CASE_INSENSITIVE);

    static DatabaseUrl parse(String written) {
        Matcher url = WRITTEN.matcher(written.strip());
        if (!url.matches()) {
            throw new IllegalArgumentException(
                    "quarkus.datasource.reactive.url is not of the form postgresql://host:port/database");
        }
        return new DatabaseUrl(Optional.ofNullable(url.group(1)), url.group(2));
    }

    /** The same database for the JDBC driver, which takes no credentials before the host, only as options. */
    String jdbc() {
        String plain = "jdbc:postgresql://" + location;
        if (credentials.isEmpty()) {
            return plain;
        }
        String[] parts = credentials.get().split(":", 2);
        String options = "user=" + parts[0] + (parts.length == 2 ? "&password=" + parts[1] : "");
        return plain + (location.contains("?") ? "&" : "?") + options;
    }

    /** What may be shown: no credentials, no options. */
    String shown() {
        int options = location.indexOf('?');
        return "postgresql://" + (options < 0 ? location : location.substring(0, options));
    }
}
