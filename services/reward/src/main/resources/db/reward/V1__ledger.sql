-- The double-entry ledger. Debit is positive, credit negative; every constraint repeats an invariant, named I1 to I12.

create table account (
  id        bigint  generated always as identity primary key,
  tenant_id text    not null,
  code      text    not null,
  kind      text    not null,
  currency  char(3) not null,
  guard     text    not null,
  sharded   boolean not null default false,
  constraint account_code check (code ~ '^[A-Z][A-Za-z0-9_-]*(:[A-Za-z0-9_-]+)+$' and length(code) <= 200),
  constraint account_kind check (kind in ('asset', 'liability', 'income', 'expense', 'equity')),
  constraint account_currency check (currency ~ '^[A-Z]{3}$'),
  constraint account_guard check (guard in ('none', 'debits_must_not_exceed_credits', 'credits_must_not_exceed_debits')),
  constraint account_guarded_is_whole check (guard = 'none' or not sharded),
  constraint account_once unique (tenant_id, code, currency),
  constraint account_guard_known unique (id, tenant_id, guard)
);

create table balance (
  account_id bigint not null,
  shard      int    not null default 0,
  tenant_id  text   not null,
  guard      text   not null,
  debits     bigint not null default 0,
  credits    bigint not null default 0,
  version    bigint not null default 0,
  primary key (account_id, shard),
  constraint balance_account foreign key (account_id, tenant_id, guard) references account (id, tenant_id, guard),
  constraint balance_debits check (debits >= 0),
  constraint balance_credits check (credits >= 0),
  -- I4
  constraint balance_no_overdraft check (guard <> 'debits_must_not_exceed_credits' or debits <= credits),
  constraint balance_no_negative check (guard <> 'credits_must_not_exceed_debits' or credits <= debits)
);

create table txn (
  id            bigint      generated always as identity primary key,
  tenant_id     text        not null,
  event         text        not null,
  idem_key      text        not null,
  fingerprint   bytea       not null,
  effective_at  timestamptz not null,
  recorded_at   timestamptz not null,
  reverses      bigint      references txn (id),
  commission_id text,
  payout_id     text,
  meta          jsonb       not null default '{}',
  opened_by     xid8        not null,
  constraint txn_event check (event in (
    'accrue', 'reject', 'clawback', 'approve', 'payout.reserve', 'payout.debit', 'payout.fail', 'payout.cancel',
    'payout.return', 'recoup')),
  constraint txn_key_length check (length(idem_key) between 1 and 300),
  constraint txn_fingerprint_length check (octet_length(fingerprint) = 32),
  -- I6
  constraint txn_once unique (tenant_id, idem_key),
  -- I7
  constraint txn_reversed_once unique (reverses)
);
-- A payout has one end.
create unique index txn_payout_end on txn (payout_id)
  where event in ('payout.debit', 'payout.fail', 'payout.cancel');
create index txn_commission on txn (tenant_id, commission_id) where commission_id is not null;
create index txn_payout on txn (tenant_id, payout_id) where payout_id is not null;

create table entry (
  txn_id     bigint  not null references txn (id),
  line       int     not null,
  tenant_id  text    not null,
  account_id bigint  not null references account (id),
  currency   char(3) not null,
  amount     bigint  not null,
  primary key (txn_id, line),
  constraint entry_amount check (amount <> 0),
  constraint entry_line check (line >= 1)
);
create index entry_account on entry (account_id, txn_id);

-- Who opened a transaction and when is the database's word.
create function txn_stamp() returns trigger language plpgsql as $$
begin
  new.recorded_at := transaction_timestamp();
  new.opened_by := pg_current_xact_id();
  return new;
end
$$;
create trigger txn_stamp before insert on txn for each row execute function txn_stamp();

-- I5, I8. The row's xmin would be a sub-transaction's id inside a savepoint, hence opened_by.
create function entry_guard() returns trigger language plpgsql as $$
declare
  parent  reward.txn%rowtype;
  holder  reward.account%rowtype;
begin
  select * into parent from reward.txn where id = new.txn_id;
  if parent.id is null or parent.opened_by <> pg_current_xact_id() or parent.recorded_at <> transaction_timestamp() then
    raise exception 'transaction % is closed', new.txn_id using errcode = '23514', constraint = 'entry_late_line';
  end if;
  select * into holder from reward.account where id = new.account_id;
  if holder.id is null or holder.tenant_id <> new.tenant_id or parent.tenant_id <> new.tenant_id then
    raise exception 'an entry and its account belong to one tenant' using errcode = '23514', constraint = 'entry_tenant';
  end if;
  if holder.currency <> new.currency then
    raise exception 'an entry has its account''s currency' using errcode = '23514', constraint = 'entry_currency';
  end if;
  return new;
end
$$;
create trigger entry_guard before insert on entry for each row execute function entry_guard();

-- I1, at COMMIT. The tenant may have changed since the insert, so the check looks as the row's tenant.
create function txn_balanced() returns trigger language plpgsql as $$
declare
  tenant text := current_setting('app.tenant_id', true);
  lines  bigint;
  uneven bigint;
begin
  perform set_config('app.tenant_id', new.tenant_id, true);
  select coalesce(sum(n), 0), count(*) filter (where total <> 0)
  into lines, uneven
  from (select count(*) as n, sum(amount) as total from reward.entry where txn_id = new.id group by currency) per_currency;
  perform set_config('app.tenant_id', coalesce(tenant, ''), true);
  if lines < 2 or uneven > 0 then
    raise exception 'transaction % is not balanced', new.id using errcode = '23514', constraint = 'txn_balanced';
  end if;
  return null;
end
$$;
create constraint trigger txn_balanced after insert on txn deferrable initially deferred
  for each row execute function txn_balanced();

-- I3: what was added stays added.
create function balance_grows() returns trigger language plpgsql as $$
begin
  if new.debits < old.debits or new.credits < old.credits or new.version <= old.version
     or new.account_id <> old.account_id or new.shard <> old.shard
     or new.tenant_id <> old.tenant_id or new.guard <> old.guard then
    raise exception 'a balance only grows' using errcode = '23514', constraint = 'balance_grows';
  end if;
  return new;
end
$$;
create trigger balance_grows before update on balance for each row execute function balance_grows();

-- I5: the owner cannot do it by accident either.
create function append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '55000';
end
$$;
create trigger txn_append_only before update or delete or truncate on txn
  for each statement execute function append_only();
create trigger entry_append_only before update or delete or truncate on entry
  for each statement execute function append_only();
create trigger account_append_only before update or delete or truncate on account
  for each statement execute function append_only();
create trigger balance_kept before delete or truncate on balance
  for each statement execute function append_only();

do $$
declare
  name text;
begin
  foreach name in array array['account', 'balance', 'txn', 'entry'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy tenant on %I using (tenant_id = current_setting(''app.tenant_id'')) '
      'with check (tenant_id = current_setting(''app.tenant_id''))', name);
  end loop;
end
$$;

grant select, insert on account, txn, entry to ${app_role};
grant select, insert, update on balance to ${app_role};
