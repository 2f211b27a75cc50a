-- Who is connected to which replica, and with what each client is not in sync. Of no worth after a crash: replicas write
-- it anew when it is gone, so nothing of it goes through the write-ahead log. Nothing is published from here, and no
-- trigger logs it.

create unlogged table replica (
    id      uuid        primary key,
    name    text        not null,
    -- a sign of life; without one for a while its streams count as gone
    seen_at timestamptz not null
);

create unlogged table node_stream (
    replica      uuid        not null references replica (id) on delete cascade,
    stream       bigint      not null,
    node_id      text        not null,
    node_group   text        not null,
    transport    text        not null,
    -- envoy.config.core.v3.Node as the client sent it, without its extensions
    node         bytea       not null,
    connected_at timestamptz not null,
    in_sync      boolean     not null,
    -- what it asks for, by type, the virtual hosts that this led to, and of all only the resources with which it is not in sync
    types        jsonb       not null check (jsonb_typeof(types) = 'array'),
    primary key (replica, stream)
);

create index node_stream_node on node_stream (node_id);
