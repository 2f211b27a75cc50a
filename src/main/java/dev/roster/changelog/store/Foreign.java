package dev.roster.changelog.store;

/**
 * Rows whose xid this cluster has not given out yet, though they are there: a backup of another cluster was restored. They
 * would be new at each read and never be trimmed. Every row that a snapshot sees is older than the snapshot's xmax, so
 * none of this cluster's own is taken for foreign.
 */
final class Foreign {
    private static final String ABOVE = "xid >= pg_snapshot_xmax(pg_current_snapshot())";

    /** Whether there are some; a hot standby, where nothing can be deleted, has none. */
    static final String FOUND = """
            select not pg_is_in_recovery()
                   and (exists (select from (select xid from change order by xid desc limit 1) as newest where %1$s)
                        or exists (select from change_mark where %1$s)
                        or exists (select from change_trim where %1$s))
            """.formatted(ABOVE);

    /** Deletes them, while nobody trims by them. One simple query is one transaction. */
    static final String FORGET = """
            select pg_advisory_xact_lock(%2$d);
            delete from change where %1$s;
            delete from change_mark where %1$s;
            update change_trim set xid = '0' where %1$s
            """.formatted(ABOVE, Trimming.LOCK);

    private Foreign() {}
}
