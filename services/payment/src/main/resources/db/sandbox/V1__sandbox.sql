-- The sandbox gateway's own books. Its account is a tenant: each sees its own.

create table request (
  tenant_id   text        not null,
  idem_key    text        not null,
  parameters  bytea       not null,
  status      int         not null,
  body        text        not null,
  -- What the test account's name asks for: cut the connection, answer late.
  behaviour   text        not null,
  created_at  timestamptz not null,
  primary key (tenant_id, idem_key)
);

create table movement (
  seq            bigint      generated always as identity,
  tenant_id      text        not null,
  id             text        primary key,
  amount         bigint      not null check (amount > 0),
  currency       char(3)     not null,
  destination    text        not null,
  transfer_group text,
  metadata       text        not null,
  created_at     timestamptz not null
);
create index movement_group on movement (tenant_id, transfer_group);

do $$
declare
  name text;
begin
  foreach name in array array['request', 'movement'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy tenant on %I using (tenant_id = current_setting(''app.tenant_id'')) '
      'with check (tenant_id = current_setting(''app.tenant_id''))', name);
  end loop;
end
$$;

grant select, insert, update on request to ${app_role};
grant select, insert on movement to ${app_role};
