package dev.roster.resource.store;

/** The statements that write resources, any number with one. */
final class ResourceStatements {
    /**
     * Said first: what the triggers note of who writes and which revision is brought back, and that every look is one into
     * an index. A plan that was made while there was little reads everything for each of ten thousand rows. None is compiled:
     * that takes longer than what it is for.
     */
    static final String BEGIN = """
            select set_config('enable_seqscan', 'off', true),
                   set_config('jit', 'off', true),
                   set_config('roster.author', $1, true),
                   set_config('roster.restored', $2, true)
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

    /**
     * Waits until no other change is on its way that claims what rows just put claim, and keeps the next one waiting. A
     * table of locks has no room for each claim of a large list: there are 64 for a type. What a row of a group stood
     * before may be changing right now, so its removal takes them all. In one order, lest two wait for each other; nothing
     * is written and no other row locked once they are held.
     */
    static final String LOCK_CLAIMS = """
            select pg_advisory_xact_lock(hashtext('roster ' || type), lock)
            from (select type, hashtext(claim) & 63 as lock
                  from unnest($1::text[], $2::text[], $3::text[]) as put (type, node_group, name)
                  cross join lateral (select unnest(claims) as claim from resource r
                                      where r.type = put.type and r.node_group = put.node_group and r.name = put.name
                                      offset 0) as its
                  union
                  select type, lock
                  from (select distinct type
                        from unnest($4::text[], $5::text[], $6::text[]) as removed (type, node_group, name)) as types
                  cross join generate_series(0, 63) as lock) as needed
            order by type, lock
            """;

    /**
     * Which of the rows just put, and of those for everyone that are no longer stood before, nodes get together with another
     * that claims the same. An {@code offset 0} keeps a look from becoming a join: it is taken for each, by the index.
     */
    static final String CLASHES = """
            with arriving as (
                select type, node_group, name, node_group as nodes
                from unnest($1::text[], $2::text[], $3::text[]) as put (type, node_group, name)
                union all
                select type, '', name, node_group
                from unnest($4::text[], $5::text[], $6::text[]) as removed (type, node_group, name)
            )
            select a.type, a.node_group, a.name, a.nodes, its.field, its.value,
                   other.node_group as holder_group, other.name as holder
            from arriving as a
            cross join lateral (select body from resource r
                                where r.type = a.type and r.node_group = a.node_group and r.name = a.name
                                offset 0) as stored
            cross join resource_claims(a.type, a.name, stored.body) as its
            cross join lateral (select * from resource r
                                where r.claims && array[left(its.claim, 600)]
                                  and (a.nodes = '' or r.node_group in ('', a.nodes))
                                  and (r.node_group, r.name) <> (a.node_group, a.name)
                                offset 0) as other
            cross join lateral (select case a.nodes when '' then other.node_group else a.nodes end as nodes) as seen_by
            where its.claim in (select claim from resource_claims(other.type, other.name, other.body))
              and resource_reaches(a.type, a.node_group, a.name, seen_by.nodes)
              and resource_reaches(other.type, other.node_group, other.name, seen_by.nodes)
            """;

    private ResourceStatements() {}
}
