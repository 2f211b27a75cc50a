package dev.roster.changelog;

import org.jspecify.annotations.Nullable;

/** One row of a {@link StateReader}'s query. Not thread-safe: valid only during the call that it is handed to. */
public interface Columns {
    String text(String column);

    @Nullable String textOrNull(String column);

    int integer(String column);
}
