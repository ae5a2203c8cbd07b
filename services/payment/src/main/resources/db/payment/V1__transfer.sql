-- What is paid through gateways: a transfer per payout, its attempts, what gateways called, what could not be.

create table transfer (
  payout_id       text        primary key,
  tenant_id       text        not null,
  affiliate_id    text        not null,
  gateway         text        not null,
  account         text        not null,
  currency        char(3)     not null,
  net             bigint      not null,
  status          text        not null,
  reference       text,
  failure         text,
  created_at      timestamptz not null,
  debited_at      timestamptz,
  settled_at      timestamptz,
  -- When a transfer that came back to 'created' is tried again.
  next_attempt_at timestamptz,
  constraint transfer_net check (net > 0),
  constraint transfer_status check (status in (
    'created', 'submitting', 'submitted', 'unknown', 'on_hold', 'settled', 'failed', 'canceled', 'returned', 'reversed'))
);
create index transfer_retry on transfer (next_attempt_at) where next_attempt_at is not null;

create table payout_attempt (
  payout_id      text        not null references transfer (payout_id),
  n              int         not null,
  tenant_id      text        not null,
  key            text        not null,
  status         text        not null,
  request_bytes  bytea       not null,
  request_sha256 bytea       not null,
  sends          int         not null default 0,
  first_sent_at  timestamptz,
  checks         int         not null default 0,
  next_check_at  timestamptz,
  lease_owner    text,
  lease_until    timestamptz,
  answer_status  int,
  answer_bytes   bytea,
  answered_at    timestamptz,
  created_at     timestamptz not null,
  primary key (payout_id, n),
  constraint attempt_n check (n >= 1),
  constraint attempt_key unique (key),
  constraint attempt_key_form check (key = payout_id || '_' || n),
  constraint attempt_bytes check (sha256(request_bytes) = request_sha256),
  constraint attempt_status check (status in ('submitting', 'submitted', 'unknown', 'on_hold', 'settled', 'failed'))
);
-- I11: the next attempt needs the proof that the one before failed.
create unique index attempt_live on payout_attempt (payout_id) where status <> 'failed';
create index attempt_due on payout_attempt (next_check_at) where next_check_at is not null;

-- What was sent stays as it was sent.
create function attempt_frozen() returns trigger language plpgsql as $$
begin
  if new.request_bytes <> old.request_bytes or new.request_sha256 <> old.request_sha256
     or new.key <> old.key or new.n <> old.n or new.payout_id <> old.payout_id then
    raise exception 'an attempt''s request is frozen' using errcode = '23514', constraint = 'attempt_frozen';
  end if;
  return new;
end
$$;
create trigger attempt_frozen before update on payout_attempt for each row execute function attempt_frozen();

create table gateway_hook (
  tenant_id   text        not null,
  gateway     text        not null,
  event_id    text        not null,
  body        bytea       not null,
  received_at timestamptz not null,
  primary key (tenant_id, gateway, event_id)
);

create table anomaly (
  id        bigint      generated always as identity primary key,
  tenant_id text        not null,
  payout_id text        not null,
  code      text        not null,
  detail    text        not null,
  at        timestamptz not null
);

do $$
declare
  name text;
begin
  foreach name in array array['transfer', 'payout_attempt', 'gateway_hook', 'anomaly'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy tenant on %I using (tenant_id = current_setting(''app.tenant_id'')) '
      'with check (tenant_id = current_setting(''app.tenant_id''))', name);
  end loop;
end
$$;

grant select, insert, update on transfer, payout_attempt to ${app_role};
grant select, insert on gateway_hook, anomaly to ${app_role};

-- Which attempts have something to do; ids only.
create function due_attempts(due_at timestamptz, at_most int) returns table (tenant_id text, payout_id text, n int)
  language sql stable security definer set search_path from current
as $$
  select a.tenant_id, a.payout_id, a.n
  from payout_attempt a
  where a.next_check_at <= due_at
    and (a.lease_until is null or a.lease_until <= due_at)
  order by a.next_check_at
  limit at_most
$$;

create function due_transfers(due_at timestamptz, at_most int) returns table (tenant_id text, payout_id text)
  language sql stable security definer set search_path from current
as $$
  select t.tenant_id, t.payout_id
  from transfer t
  where t.next_attempt_at <= due_at
  order by t.next_attempt_at
  limit at_most
$$;

-- How many transfers of all tenants are where.
create function transfer_states() returns table (gateway text, state text, transfers bigint)
  language sql stable security definer set search_path from current
as $$ select gateway, status, count(*) from transfer group by gateway, status $$;

revoke execute on function due_attempts(timestamptz, int), due_transfers(timestamptz, int), transfer_states() from public;
grant execute on function due_attempts(timestamptz, int), due_transfers(timestamptz, int), transfer_states()
  to ${app_role};
