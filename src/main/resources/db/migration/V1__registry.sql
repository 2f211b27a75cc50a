-- Services and their endpoints, and the log of what changed. The checks hold for rows written past the API as well:
-- what a proxy would reject cannot be stored.

create table service (
    name       text        primary key check (name <> ''),
    cluster    jsonb       check (jsonb_typeof(cluster) = 'object'),
    created_at timestamptz not null default now()
);

create table endpoint (
    id         text        primary key check (id <> '' and position('/' in id) = 0),
    service    text        not null references service (name) on delete cascade,
    -- in its one form, or the same address could be there twice; PostgreSQL would write ::102:304 as ::1.2.3.4
    address    text        not null
                           check (position('/' in address) = 0
                                  and (address = host(address::inet) or host(address::inet) like '::%.%')
                                  and not address::inet << '::ffff:0:0/96'),
    port       integer     not null check (port between 1 and 65535),
    weight     integer     not null default 1 check (weight between 1 and 65535),
    priority   integer     not null default 0 check (priority between 0 and 128),
    region     text        not null default '',
    zone       text        not null default '',
    sub_zone   text        not null default '',
    health     text        not null default 'UNKNOWN'
                           check (health in ('UNKNOWN', 'HEALTHY', 'UNHEALTHY', 'DRAINING', 'TIMEOUT', 'DEGRADED')),
    hostname   text,
    metadata   jsonb       check (jsonb_typeof(metadata) = 'object'),
    created_at timestamptz not null default now(),
    -- also finds the endpoints of a service: it leads with the service's name
    unique (service, address, port)
);

-- A row says which key may have changed, never what it holds: the state is always read fresh.
-- xid is the transaction that wrote the row; readers compare it with their last pg_snapshot, because neither
-- position nor time tells in which order transactions become visible.
create table change (
    position  bigint      generated always as identity primary key,
    xid       xid8        not null default pg_current_xact_id(),
    kind      text        not null,
    key       text        not null,
    logged_at timestamptz not null default clock_timestamp()
);

create index change_xid on change (xid);

-- How far the log has been trimmed: `xid` is the newest transaction of which rows are gone. None are at first; the
-- migration's own xid would not do, because it lies above the horizons of all while an older transaction stays open.
create table change_trim (
    only_row boolean primary key default true check (only_row),
    xid      xid8    not null
);

insert into change_trim (xid) values ('0');

-- Readers' marks for trimming by visibility: at `taken_at` every transaction below `xid` had ended.
create table change_mark (
    taken_at timestamptz primary key default clock_timestamp(),
    xid      xid8        not null
);

-- Statement-level triggers see Panache, bulk SQL and psql alike, at one insert per statement.
create function log_service_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into change (kind, key) select 'service', name from after_rows;
    elsif tg_op = 'DELETE' then
        insert into change (kind, key) select 'service', name from before_rows;
    else
        -- what an update left as it was is no change; a renamed row is two
        insert into change (kind, key)
        select distinct 'service', name
        from ((select name, cluster from after_rows except select name, cluster from before_rows)
              union all
              (select name, cluster from before_rows except select name, cluster from after_rows)) as changed;
    end if;
    return null;
end
$$;

-- An endpoint's key also names its service: once the row is gone nothing else could tell where it was.
create function log_endpoint_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into change (kind, key) select 'endpoint', id || '/' || service from after_rows;
    elsif tg_op = 'DELETE' then
        insert into change (kind, key) select 'endpoint', id || '/' || service from before_rows;
    else
        insert into change (kind, key)
        select distinct 'endpoint', id || '/' || service
        from ((select * from after_rows except select * from before_rows)
              union all
              (select * from before_rows except select * from after_rows)) as changed;
    end if;
    return null;
end
$$;

-- TRUNCATE has no transition tables: readers load everything anew.
create function log_truncate() returns trigger language plpgsql as $$
begin
    insert into change (kind, key) values ('everything', '');
    return null;
end
$$;

create trigger service_inserted after insert on service
    referencing new table as after_rows for each statement execute function log_service_change();
create trigger service_updated after update on service
    referencing old table as before_rows new table as after_rows for each statement execute function log_service_change();
create trigger service_deleted after delete on service
    referencing old table as before_rows for each statement execute function log_service_change();
create trigger service_truncated after truncate on service
    for each statement execute function log_truncate();

create trigger endpoint_inserted after insert on endpoint
    referencing new table as after_rows for each statement execute function log_endpoint_change();
create trigger endpoint_updated after update on endpoint
    referencing old table as before_rows new table as after_rows for each statement execute function log_endpoint_change();
create trigger endpoint_deleted after delete on endpoint
    referencing old table as before_rows for each statement execute function log_endpoint_change();
create trigger endpoint_truncated after truncate on endpoint
    for each statement execute function log_truncate();
