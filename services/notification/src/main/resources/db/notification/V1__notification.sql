-- What is to be told to people and to other systems, and what became of it.

create table email (
  tenant_id    text        not null,
  email_id     text        not null,
  event_id     text        not null,
  kind         text        not null,
  affiliate_id text        not null,
  -- The address is looked up when the mail is sent; only its masked form is kept.
  recipient    text,
  amount       bigint      not null,
  currency     char(3)     not null,
  reference    text,
  status       text        not null check (status in ('queued', 'sent', 'failed', 'discarded')),
  reason       text,
  attempts     int         not null default 0 check (attempts >= 0),
  next_at      timestamptz not null,
  created_at   timestamptz not null,
  sent_at      timestamptz,
  primary key (tenant_id, email_id),
  unique (tenant_id, event_id, kind),
  check ((status = 'sent') = (sent_at is not null))
);
create index email_due on email (next_at) where status = 'queued';

create table webhook_endpoint (
  tenant_id     text        not null,
  webhook_id    text        not null,
  url           text        not null check (length(url) <= 2048),
  events        text[]      not null check (cardinality(events) > 0),
  -- Encrypted under tributary.secret-key.
  secret        bytea       not null,
  status        text        not null check (status in ('active', 'disabled')),
  reason        text,
  failing_since timestamptz,
  created_at    timestamptz not null,
  primary key (tenant_id, webhook_id)
);

create table webhook_delivery (
  tenant_id   text        not null,
  delivery_id text        not null,
  webhook_id  text        not null,
  event_id    text        not null,
  message_id  text        not null,
  event       text        not null,
  body        text        not null check (length(body) <= 20000),
  status      text        not null check (status in ('pending', 'delivered', 'failed')),
  attempts    int         not null default 0 check (attempts >= 0),
  last_status int,
  last_error  text,
  next_at     timestamptz not null,
  created_at  timestamptz not null,
  ended_at    timestamptz,
  primary key (tenant_id, delivery_id),
  unique (tenant_id, webhook_id, event_id),
  foreign key (tenant_id, webhook_id) references webhook_endpoint (tenant_id, webhook_id) on delete cascade,
  check ((status = 'pending') = (ended_at is null))
);
create index webhook_delivery_due on webhook_delivery (next_at) where status = 'pending';
create index webhook_delivery_newest on webhook_delivery (tenant_id, webhook_id, delivery_id desc);

do $$
declare
  name text;
begin
  foreach name in array array['email', 'webhook_endpoint', 'webhook_delivery']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy tenant on %I using (tenant_id = current_setting(''app.tenant_id'')) '
      'with check (tenant_id = current_setting(''app.tenant_id''))', name);
  end loop;
end
$$;

-- The workers go from tenant to tenant; these tell which have something due, and nothing else.
create function tenants_with_due_email(due_at timestamptz) returns setof text
  language sql stable security definer set search_path from current
as $$ select distinct tenant_id from email where status = 'queued' and next_at <= due_at $$;

create function tenants_with_due_delivery(due_at timestamptz) returns setof text
  language sql stable security definer set search_path from current
as $$ select distinct tenant_id from webhook_delivery where status = 'pending' and next_at <= due_at $$;

-- Ended deliveries and mails of all tenants go by age.
create function forget_deliveries(ended_before timestamptz) returns bigint
  language sql security definer set search_path from current
as $$
  with gone as (
    delete from webhook_delivery where ended_at < ended_before returning 1
  )
  select count(*) from gone
$$;

revoke execute on all functions in schema ${flyway:defaultSchema} from public;
grant execute on function tenants_with_due_email(timestamptz), tenants_with_due_delivery(timestamptz),
  forget_deliveries(timestamptz) to ${app_role};
grant select, insert, update on email to ${app_role};
grant select, insert, update, delete on webhook_endpoint to ${app_role};
grant select, insert, update, delete on webhook_delivery to ${app_role};
