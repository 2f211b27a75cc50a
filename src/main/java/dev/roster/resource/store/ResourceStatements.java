package dev.roster.resource.store;

/** The statements that write resources, any number with one. */
final class ResourceStatements {
    /**
     * Said first: what the triggers note of who writes and which revision is brought back, and that every look is one into
     * an index. A plan that was made while there was little reads everything for each of ten thousand rows.
     */
    static final String BEGIN = """
            select set_config('enable_seqscan', 'off', true),
                   set_config('roster.author', $1, true),
                   set_config('roster.restored', $2, true)
            """;

    /** Waits until no other change that looks at all of these types is on its way. */
    static final String LOCK_TYPES = """
            select pg_advisory_xact_lock(hashtextextended('roster resources ' || type, 0))
            from unnest($1::text[]) as locked (type)
            order by type
            """;

    private static final String COLUMNS = "select r.type, r.node_group, r.name, r.body::text as body, r.ttl_millis";

    /**
     * Rows of these keys, and of these types of a group. They are locked in the order of their keys, so that replicas that
     * write the same rows wait for each other instead of deadlocking.
     */
    static final String HOLD = """
            with wanted as (
                select type, node_group, name
                from unnest($1::text[], $2::text[], $3::text[]) as k (type, node_group, name)
                union
                select type, node_group, name from resource where node_group = $4 and type = any($5::text[])
            )
            """ + COLUMNS + """

            from wanted join resource r using (type, node_group, name)
            order by r.type, r.node_group, r.name
            for update of r
            """;

    /** All rows of these types. */
    static final String LOOK = COLUMNS + " from resource r where r.type = any($1::text[])";

    /** New rows; one that somebody else wrote meanwhile fails the statement, and the change is decided upon anew. */
    static final String INSERT = """
            insert into resource (type, node_group, name, body, ttl_millis)
            select type, node_group, name, body::jsonb, ttl_millis
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])
                as r (type, node_group, name, body, ttl_millis)
            order by type, node_group, name
            """;

    static final String UPDATE = """
            update resource as r
            set body = n.body::jsonb, ttl_millis = n.ttl_millis
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])
                as n (type, node_group, name, body, ttl_millis)
            where r.type = n.type and r.node_group = n.node_group and r.name = n.name
            """;

    static final String DELETE = """
            delete from resource as r
            using unnest($1::text[], $2::text[], $3::text[]) as k (type, node_group, name)
            where r.type = k.type and r.node_group = k.node_group and r.name = k.name
            """;

    private ResourceStatements() {}
}
