package dev.roster.changelog.store;

import dev.roster.changelog.Horizon;

/**
 * The reads of the change log. They go by the simple protocol, which needs no round trip to prepare them, so the horizon's
 * snapshot stands in their text; {@link Horizon} admits only digits, colons and commas.
 *
 * <p>The rows of a transaction that the horizon did not see come in two arms, because an OR of them would read the whole
 * table; each arm is a range of the index on {@code xid}. The probe asks for the first row of each range, in the order of
 * the index, which leaves the planner no other choice.
 */
final class Statements {
    static final String BEGIN = "begin isolation level repeatable read, read only";

    /** Before the log was analyzed the planner takes a third of it for new, and would read all of it each time. */
    static final String BEGIN_BY_INDEX = BEGIN + "; set local enable_seqscan = off";

    static final String COMMIT = "commit";
    static final String LISTEN = "listen " + Hints.CHANNEL;

    /** More rows than this at once, and everything is loaded instead. */
    static final int MOST_ROWS = 100_000;

    private static final String HEADER = """
            select pg_current_snapshot()::text as snapshot,
                   pg_is_in_recovery() as standby,
                   (select system_identifier from pg_control_system()) || '/' ||
                   case when pg_is_in_recovery() then 'standby'
                        else substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) end || '/' ||
                   (select oid from pg_database where datname = current_database()) as server
            """;

    private static final String TRIMMED = """
            , (select xid from change_trim) >= pg_snapshot_xmin('%1$s'::pg_snapshot) as trimmed
            """;

    private static final String CHANGED = """
            , coalesce((select xid from change order by xid desc limit 1) >= pg_snapshot_xmax('%1$s'::pg_snapshot), false)
              or exists (select from pg_snapshot_xip('%1$s'::pg_snapshot) as open (xid)
                         where (select change.xid from change where change.xid >= open.xid order by change.xid limit 1)
                             = open.xid) as changed
            """;

    private Statements() {}

    /** Where the server is. */
    static String header() {
        return HEADER;
    }

    /** The same, and whether the log was trimmed past the horizon. */
    static String header(Horizon from) {
        return HEADER + TRIMMED.formatted(from.snapshot());
    }

    /** The same, and whether there is something new, in one statement. */
    static String probe(Horizon from) {
        return HEADER + (TRIMMED + CHANGED).formatted(from.snapshot());
    }

    /**
     * The keys that are new since the horizon, each with the number of its changes and the age of the oldest one in
     * microseconds. The rows are limited before they are grouped: to group all those of a huge change would take longer
     * than a read may, each time again.
     */
    static String news(Horizon from) {
        return """
            select kind, key, count(*) as rows,
                   (extract(epoch from clock_timestamp() - min(logged_at)) * 1000000)::bigint as age
            from ((select kind, key, logged_at from change
                   where xid >= pg_snapshot_xmax('%1$s'::pg_snapshot)
                   limit %2$d)
                  union all
                  (select kind, key, logged_at from change
                   where xid = any (array(select pg_snapshot_xip('%1$s'::pg_snapshot)))
                   limit %2$d)) as unseen
            group by kind, key
            """.formatted(from.snapshot(), MOST_ROWS + 1);
    }
}
