-- Resources that operators write: Envoy's own messages as JSON, by type, node group and name; and what they were before.

-- What a resource has for itself within one Envoy, where its body says so and in which words; most have nothing. Of two
-- resources that claim the same an Envoy takes one. Read from the body, in its snake_case, it holds whoever wrote the row.
create function resource_claims(of_type text, of_name text, body jsonb)
returns table (claim text, field text, value text) language sql immutable as $$
    -- P54: of two scopes with one key Envoy refuses the update that brings the second
    select concat('scope ', parts), 'key', array_to_string(array(select jsonb_array_elements_text(parts)), ', ')
    from jsonb_path_query_array(body, '$.key.fragments[*].string_key') as parts
    where of_type = 'scoped-routes'
    union all
    select concat_ws(' ', 'listen', kind, shown, namespace), field, shown
    from (select 'address' as field, body -> 'address' as address
          union all
          select 'additional_addresses[' || at - 1 || '].address', additional -> 'address'
          from jsonb_path_query(body, '$.additional_addresses[*]') with ordinality as one (additional, at)) as addresses,
         lateral (select coalesce(socket ->> 'protocol', 'TCP'),
                         concat(socket ->> 'address', ':', socket ->> 'port_value'),
                         nullif(socket ->> 'network_namespace_filepath', '')
                  from (select address -> 'socket_address') as holder (socket)
                  where coalesce(socket ->> 'port_value', '0') <> '0' -- which is a free one
                  union all
                  select 'PIPE', path, null
                  from (select address -> 'pipe' ->> 'path') as holder (path)
                  where path is not null) as bound (kind, shown, namespace)
    where of_type = 'listeners'
    union all
    -- virtual hosts of one route configuration are put together when they are asked for; Envoy lowers ASCII only
    select concat('domain ', substring(of_name from '.*/'), ' ', lower(domain collate "C")),
           'domains[' || at - 1 || ']', domain
    from jsonb_path_query(body, '$.domains[*]') with ordinality as one (item, at), concat(item #>> '{}') as domain
    where of_type = 'virtual-hosts'
$$;

-- As much of each claim as an index takes. Its body is no string but parsed at once: so it finds the other function also
-- where the search path is empty, as while a dump is restored.
create function resource_claim_keys(of_type text, of_name text, body jsonb) returns text[] language sql immutable
return (select array_agg(left(claim, 600)) from resource_claims(of_type, of_name, body));

create table resource (
    -- "clusters", "endpoints" ...; in the change log's key a slash ends it, and the group
    type       text        not null check (type <> '' and position('/' in type) = 0),
    -- the node.cluster of the nodes that it is for; empty: everyone
    node_group text        not null default '' check (position('/' in node_group) = 0),
    name       text        not null check (name <> ''),
    body       jsonb       not null check (jsonb_typeof(body) = 'object'),
    ttl_millis bigint      check (ttl_millis > 0),
    claims     text[]      generated always as (
                               case when type in ('listeners', 'scoped-routes', 'virtual-hosts')
                                    then resource_claim_keys(type, name, body) end) stored,
    primary key (type, node_group, name),
    -- a secret is encrypted: {"sealed_by": "<id of the key>", "sealed": "<base64>"}
    constraint resource_secrets_are_sealed
        check ((type = 'secrets') = (coalesce(jsonb_typeof(body -> 'sealed_by'), '') = 'string'
                                     and coalesce(jsonb_typeof(body -> 'sealed'), '') = 'string'))
);

-- Without a list of what is yet to be sorted in, which every look would have to read.
create index resource_claimed on resource using gin (claims) with (fastupdate = off) where claims is not null;

-- Whether the nodes of a group get a resource: their own, or the one for everyone where they have none of their own.
create function resource_reaches(of_type text, of_group text, of_name text, nodes text) returns boolean
language sql stable set enable_seqscan = off as $$
    select of_group = nodes
           or of_group = '' and not exists (select from resource as own
                                            where own.type = of_type and own.node_group = nodes and own.name = of_name)
$$;

-- The last versions of each resource, also of one that was deleted. Revisions of a resource have no gaps.
create table resource_history (
    type       text        not null,
    node_group text        not null,
    name       text        not null,
    revision   bigint      not null,
    -- none: it was deleted
    body       jsonb,
    ttl_millis bigint,
    -- the revision that a rollback brought back
    restored   bigint,
    author     text        not null,
    written_at timestamptz not null default clock_timestamp(),
    primary key (type, node_group, name, revision)
);

create index resource_history_deleted on resource_history (written_at) where body is null;

create function log_resource_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into change (kind, key)
        select 'resource', type || '/' || node_group || '/' || name from after_rows;
    elsif tg_op = 'DELETE' then
        insert into change (kind, key)
        select 'resource', type || '/' || node_group || '/' || name from before_rows;
    else
        insert into change (kind, key)
        select distinct 'resource', type || '/' || node_group || '/' || name
        from ((select type, node_group, name, body, ttl_millis from after_rows
               except select type, node_group, name, body, ttl_millis from before_rows)
              union all
              (select type, node_group, name, body, ttl_millis from before_rows
               except select type, node_group, name, body, ttl_millis from after_rows)) as changed;
    end if;
    return null;
end
$$;

-- By the index, whatever the planner believes to be there: it is asked for each of many rows.
create function next_revision(for_type text, for_group text, for_name text) returns bigint
language sql stable set enable_seqscan = off as $$
    select coalesce(max(revision), 0) + 1
    from resource_history
    where type = for_type and node_group = for_group and name = for_name
$$;

-- Who writes, and which revision a rollback brings back, is set for the transaction; in psql it is whoever is connected.
create function keep_resource_history() returns trigger language plpgsql set enable_seqscan = off as $$
declare
    wrote    text   := coalesce(nullif(current_setting('roster.author', true), ''), session_user);
    restored bigint := nullif(current_setting('roster.restored', true), '')::bigint;
begin
    if current_setting('roster.sealing_anew', true) = 'on' then
        return null; -- by another key: what it says is the same
    end if;
    if tg_op <> 'INSERT' then
        insert into resource_history (type, node_group, name, revision, author)
        select type, node_group, name, next_revision(type, node_group, name), wrote
        from before_rows as gone
        where not exists (select from resource as still
                          where still.type = gone.type and still.node_group = gone.node_group and still.name = gone.name);
    end if;
    if tg_op = 'INSERT' then
        insert into resource_history (type, node_group, name, revision, body, ttl_millis, restored, author)
        select type, node_group, name, next_revision(type, node_group, name), body, ttl_millis, restored, wrote
        from after_rows;
    elsif tg_op = 'UPDATE' then
        insert into resource_history (type, node_group, name, revision, body, ttl_millis, restored, author)
        select type, node_group, name, next_revision(type, node_group, name), body, ttl_millis, restored, wrote
        from (select * from after_rows except select * from before_rows) as changed;
    end if;
    return null;
end
$$;

create trigger resource_inserted after insert on resource
    referencing new table as after_rows for each statement execute function log_resource_change();
create trigger resource_updated after update on resource
    referencing old table as before_rows new table as after_rows for each statement execute function log_resource_change();
create trigger resource_deleted after delete on resource
    referencing old table as before_rows for each statement execute function log_resource_change();
create trigger resource_truncated after truncate on resource
    for each statement execute function log_truncate();

create trigger resource_insert_kept after insert on resource
    referencing new table as after_rows for each statement execute function keep_resource_history();
create trigger resource_update_kept after update on resource
    referencing old table as before_rows new table as after_rows
    for each statement execute function keep_resource_history();
create trigger resource_delete_kept after delete on resource
    referencing old table as before_rows for each statement execute function keep_resource_history();
