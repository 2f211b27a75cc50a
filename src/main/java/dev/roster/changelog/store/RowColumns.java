package dev.roster.changelog.store;

import dev.roster.changelog.Columns;
import io.vertx.sqlclient.Row;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The PG client's row as the features see it. */
record RowColumns(Row row) implements Columns {
    @Override
    public String text(String column) {
        return Objects.requireNonNull(row.getString(column), column);
    }

    @Override
    public @Nullable String textOrNull(String column) {
        return row.getString(column);
    }

    @Override
    public int integer(String column) {
        return Objects.requireNonNull(row.getInteger(column), column);
    }
}
