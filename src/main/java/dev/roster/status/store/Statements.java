package dev.roster.status.store;

/** The statements on the streams of all replicas. All times are the database's. */
final class Statements {
    /**
     * Shows a sign of life, forgets replicas that gave none for long, and writes and forgets streams. {@code xmax} is zero
     * in a row that was inserted, not updated. What others may delete too is locked without waiting.
     */
    static final String WRITE = """
            with me as (
                insert into replica (id, name, seen_at) values ($1, $2, clock_timestamp())
                on conflict (id) do update set seen_at = excluded.seen_at
                returning xmax = 0 as created
            ), given_up as (
                delete from replica
                where id in (select id from replica
                             where id <> $1 and seen_at < clock_timestamp() - $3 * interval '1 millisecond'
                             for update skip locked)
            ), closed as (
                delete from node_stream where replica = $1 and stream = any ($4)
            ), written as (
                insert into node_stream as s
                    (replica, stream, node_id, node_group, transport, node, connected_at, in_sync, types)
                select $1, r.stream, r.node_id, r.node_group, r.transport, r.node,
                       clock_timestamp() - r.age * interval '1 millisecond', r.in_sync, r.types::jsonb
                from unnest($5::bigint[], $6::text[], $7::text[], $8::text[], $9::bytea[], $10::float8[],
                            $11::boolean[], $12::text[])
                    as r (stream, node_id, node_group, transport, node, age, in_sync, types)
                on conflict (replica, stream) do update
                set in_sync = excluded.in_sync, types = excluded.types
            )
            select created from me
            """;

    static final String LEAVE = "delete from replica where id = $1";

    private static final String OTHERS = """
            from node_stream s join replica r on r.id = s.replica
            where r.id <> $1 and r.seen_at > clock_timestamp() - $2 * interval '1 millisecond'
            """;

    static final String HEADS = "select s.node_id, s.node_group, s.transport, s.in_sync " + OTHERS;

    static final String STREAMS = """
            select r.name, s.transport, s.node, s.connected_at, s.types
            """ + OTHERS + "and s.node_id = any ($3)";

    /**
     * What clients made of resources, each client once: of what it made of several names the gravest, which stands first. A
     * resource that is not listed is in sync, unless not all are listed that are not.
     */
    static final String VERDICTS = """
            select found.name, found.node_group, found.transport, found.standing, found.error, count(*)::integer as clients
            from (select n.name, s.node_group, s.transport, coalesce(u.it ->> 'standing', 'SYNCED') as standing,
                         t.it -> 'errors' ->> (u.it ->> 'error')::integer as error
                  from (select s.* %s) as s
                  cross join lateral jsonb_array_elements(s.types) as t (it)
                  cross join unnest($4::text[], $5::text[]) as n (name, collection)
                  cross join lateral (select t.it -> 'unsettled' -> n.name -> 0) as u (it)
                  where t.it ->> 'type' = $3
                    and (u.it is not null or
                         (not t.it ? 'cut'
                          and (t.it ? 'wildcard' or t.it -> 'names' ? n.name or t.it -> 'hosts' ? n.name
                               or (s.transport in ('delta-ads', 'delta') and t.it -> 'names' ? n.collection))))) as found
            group by 1, 2, 3, 4, 5
            """.formatted(OTHERS);

    private Statements() {}
}
