package dev.roster.changelog;

import java.util.regex.Pattern;

/**
 * How far the change log has been read: the database snapshot of the last read and the server that it was taken on. A
 * row is new when that snapshot did not see its transaction. Immutable.
 *
 * @param server names the cluster, its timeline and the database: transaction ids mean nothing on another one
 * @param snapshot a {@code pg_snapshot} in its text form, {@code xmin:xmax:xip_list}
 */
public record Horizon(String server, String snapshot) {
    private static final Pattern SNAPSHOT = Pattern.compile("\\d+:\\d+:(\\d+(,\\d+)*)?");

    public Horizon {
        if (!SNAPSHOT.matcher(snapshot).matches()) {
            throw new IllegalArgumentException("not a pg_snapshot: " + snapshot);
        }
    }
}
