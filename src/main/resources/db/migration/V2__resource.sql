-- Resources that operators write: Envoy's own messages as JSON, by type, node group and name.

create table resource (
    type       text        not null
                           check (type in ('clusters', 'endpoints', 'listeners', 'routes', 'scoped-routes', 'virtual-hosts',
                                           'secrets', 'runtimes', 'extension-configs')),
    -- the node.cluster of the nodes that it is for; empty: everyone. Without a slash, which ends it in the key below.
    node_group text        not null default '' check (position('/' in node_group) = 0),
    name       text        not null check (name <> ''),
    body       jsonb       not null check (jsonb_typeof(body) = 'object'),
    ttl        interval    check (ttl > interval '0'),
    primary key (type, node_group, name)
);

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
        from ((select type, node_group, name, body, ttl from after_rows
               except select type, node_group, name, body, ttl from before_rows)
              union all
              (select type, node_group, name, body, ttl from before_rows
               except select type, node_group, name, body, ttl from after_rows)) as changed;
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
