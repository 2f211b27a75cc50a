package dev.roster.registry.store;

/** The statements that write endpoints, any number with one. */
final class EndpointStatements {
    /**
     * Stores registrations with the services they name. One with an id of its own is refused, and a row of its own says
     * so, when another service has the id or another id has the address; what remains is inserted in the order of its
     * keys, so that replicas that write the same rows wait for each other instead of deadlocking. {@code xmax} is zero
     * in a row that was inserted, not updated. Looks are scalar subqueries: whatever number of rows the planner
     * believes in, each is one look into an index.
     */
    static final String REGISTER = """
            with incoming as materialized (
                select r.*,
                       case when r.named then (
                           select h.id from endpoint h
                           where h.service = r.service and h.address = r.address and h.port = r.port and h.id <> r.id
                       ) end as holder,
                       case when r.named then (
                           select o.service from endpoint o where o.id = r.id and o.service <> r.service
                       ) end as owner
                from unnest($1::text[], $2::boolean[], $3::text[], $4::text[], $5::integer[], $6::integer[],
                            $7::integer[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[])
                    as r (id, named, service, address, port, weight, priority, region, zone, sub_zone, health,
                          hostname, metadata)
            ), admitted as materialized (
                select * from incoming where holder is null and owner is null
            ), created_services as (
                insert into service (name) select distinct service from admitted order by 1
                on conflict (name) do nothing
            ), by_address as (
                insert into endpoint as e
                    (id, service, address, port, weight, priority, region, zone, sub_zone, health, hostname, metadata)
                select id, service, address, port, weight, priority, region, zone, sub_zone, health, hostname,
                       metadata::jsonb
                from admitted where not named
                order by service, address, port
                on conflict (service, address, port) do update
                set weight = excluded.weight, priority = excluded.priority, region = excluded.region,
                    zone = excluded.zone, sub_zone = excluded.sub_zone, health = excluded.health,
                    hostname = excluded.hostname, metadata = excluded.metadata
                returning e.id, e.service, e.address, e.port, e.xmax = 0 as created
            ), by_id as (
                insert into endpoint as e
                    (id, service, address, port, weight, priority, region, zone, sub_zone, health, hostname, metadata)
                select id, service, address, port, weight, priority, region, zone, sub_zone, health, hostname,
                       metadata::jsonb
                from admitted where named
                order by id
                on conflict (id) do update
                set address = excluded.address, port = excluded.port, weight = excluded.weight,
                    priority = excluded.priority, region = excluded.region, zone = excluded.zone,
                    sub_zone = excluded.sub_zone, health = excluded.health, hostname = excluded.hostname,
                    metadata = excluded.metadata
                where e.service = excluded.service
                returning e.id, e.service, e.address, e.port, e.xmax = 0 as created
            )
            select id, service, address, port, created, null as holder from by_address
            union all
            select id, service, address, port, created, null from by_id
            union all
            select id, service, address, port, null, holder from incoming where holder is not null or owner is not null
            """;

    /**
     * Removes endpoints by id, each only from the service named beside it, if one is. Rows are locked in the order of
     * their ids first, so that replicas that remove the same rows wait for each other instead of deadlocking.
     */
    static final String DEREGISTER = """
            with gone as materialized (
                select e.id
                from endpoint e join unnest($1::text[], $2::text[]) as r (id, service) on e.id = r.id
                where r.service is null or e.service = r.service
                order by e.id
                for update of e
            )
            delete from endpoint e using gone where e.id = gone.id
            returning e.id
            """;

    private EndpointStatements() {}
}
