-- What every service's schema has: events to be published, events already applied, answers already given.

-- Carries no tenant column: rows are opaque, live until they are published, and are read by the relay alone.
create table outbox (
  id         bigint generated always as identity primary key,
  topic      text        not null,
  key        text        not null,
  payload    bytea       not null,
  created_at timestamptz not null default clock_timestamp()
);

create table inbox (
  consumer   text        not null,
  event_id   text        not null,
  applied_at timestamptz not null default clock_timestamp(),
  primary key (consumer, event_id)
);
create index inbox_age on inbox (applied_at);

create table idempotency_key (
  tenant_id  text        not null,
  principal  text        not null,
  route      text        not null,
  key        text        not null check (length(key) between 1 and 255),
  body_hash  text        not null,
  status     int         not null,
  answer     text,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, principal, route, key)
);
create index idempotency_key_age on idempotency_key (created_at);
alter table idempotency_key enable row level security;
alter table idempotency_key force row level security;
create policy tenant on idempotency_key
  using (tenant_id = current_setting('app.tenant_id'))
  with check (tenant_id = current_setting('app.tenant_id'));

-- Old keys of all tenants go by age; the function gives nothing away.
create function forget_idempotency_keys(older_than interval) returns bigint
  language sql security definer set search_path from current
as $$
  with gone as (
    delete from idempotency_key where created_at < now() - older_than returning 1
  )
  select count(*) from gone
$$;

grant usage on schema ${flyway:defaultSchema} to ${app_role};
grant select, insert, update, delete on outbox to ${app_role};
grant usage on sequence outbox_id_seq to ${app_role};
grant select, insert, delete on inbox to ${app_role};
grant select, insert, update on idempotency_key to ${app_role};
revoke execute on function forget_idempotency_keys(interval) from public;
grant execute on function forget_idempotency_keys(interval) to ${app_role};
