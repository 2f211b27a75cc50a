package dev.roster.changelog.store;

import dev.roster.changelog.Horizon;
import dev.roster.changelog.ReloadReason;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.Optional;

/** Where the server is, as it says at the beginning of each read. Immutable. */
record Header(Horizon horizon, boolean trimmed, boolean changed) {
    /** @throws StandbyException on a hot standby */
    static Header of(RowSet<Row> rows) {
        Row row = rows.iterator().next();
        if (row.getBoolean("standby")) {
            throw new StandbyException();
        }
        Horizon horizon = new Horizon(row.getString("server"), row.getString("snapshot"));
        return new Header(horizon, flag(row, "trimmed"), flag(row, "changed"));
    }

    private static boolean flag(Row row, String column) {
        int index = row.getColumnIndex(column);
        return index >= 0 && row.getBoolean(index);
    }

    /** Why what is new cannot be told from this horizon, if so. */
    Optional<ReloadReason> gap(Horizon from) {
        if (!horizon.server().equals(from.server())) {
            return Optional.of(ReloadReason.OTHER_SERVER);
        }
        return trimmed ? Optional.of(ReloadReason.TRIMMED) : Optional.empty();
    }
}
