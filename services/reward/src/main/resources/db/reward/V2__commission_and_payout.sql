-- What a conversion earned, and what is paid out of it.

-- The last decision about each conversion, and what was refunded of it.
create table conversion (
  tenant_id     text        not null,
  conversion_id text        not null,
  campaign_id   text        not null,
  revision      int         not null,
  currency      char(3)     not null,
  total         bigint      not null,
  refunded      bigint      not null default 0,
  refund_id     text,
  occurred_at   timestamptz not null,
  explanation   text        not null,
  primary key (tenant_id, conversion_id),
  constraint conversion_revision check (revision >= 1),
  constraint conversion_total check (total >= 0),
  constraint conversion_refunded check (refunded >= 0)
);

create table commission (
  id            text        primary key,
  tenant_id     text        not null,
  conversion_id text        not null,
  campaign_id   text        not null,
  affiliate_id  text        not null,
  rule_id       text        not null,
  rule_version  int         not null,
  rule_name     text        not null,
  revision      int         not null,
  currency      char(3)     not null,
  accrued       bigint      not null,
  taken_back    bigint      not null default 0,
  reserve_left  bigint      not null default 0,
  status        text        not null,
  reason        text,
  explanation   text        not null,
  accrual_key   text        not null,
  conversion_at timestamptz not null,
  matures_at    timestamptz not null,
  locks_at      timestamptz,
  payout_id     text,
  created_at    timestamptz not null,
  updated_at    timestamptz not null,
  constraint commission_accrued check (accrued > 0),
  constraint commission_taken_back check (taken_back between 0 and accrued),
  constraint commission_reserve check (reserve_left >= 0),
  constraint commission_status check (status in (
    'pending', 'on_hold', 'approved', 'in_payout', 'paid', 'rejected', 'reversed')),
  foreign key (tenant_id, conversion_id) references conversion
);
-- I10. A line that was taken back whole makes room for the next revision's.
create unique index commission_once on commission (tenant_id, conversion_id, rule_id, rule_version, affiliate_id)
  where status not in ('rejected', 'reversed') and taken_back < accrued;
create index commission_conversion on commission (tenant_id, conversion_id);
create index commission_affiliate on commission (tenant_id, affiliate_id, id);
create index commission_due on commission (matures_at) where status = 'pending';
create index commission_payout on commission (tenant_id, payout_id) where payout_id is not null;

create table payout_run (
  id          text        primary key,
  tenant_id   text        not null,
  gateway     text        not null,
  currency    char(3)     not null,
  status      text        not null,
  created_at  timestamptz not null,
  created_by  text        not null,
  approved_at timestamptz,
  approved_by text,
  constraint payout_run_status check (status in ('draft', 'prepared', 'approved', 'running', 'done', 'held', 'canceled')),
  constraint payout_run_approval check ((approved_at is null) = (approved_by is null))
);

create table payout (
  id           text        primary key,
  tenant_id    text        not null,
  run_id       text        not null references payout_run (id),
  affiliate_id text        not null,
  gateway      text        not null,
  account      text        not null,
  currency     char(3)     not null,
  gross        bigint      not null,
  tax          bigint      not null default 0,
  fee          bigint      not null default 0,
  net          bigint      not null,
  status       text        not null,
  reference    text,
  failure      text,
  created_at   timestamptz not null,
  debited_at   timestamptz,
  settled_at   timestamptz,
  constraint payout_status check (status in (
    'created', 'submitting', 'submitted', 'unknown', 'on_hold', 'settled', 'failed', 'canceled', 'returned', 'reversed')),
  constraint payout_parts check (gross = tax + fee + net and tax >= 0 and fee >= 0 and net > 0)
);
create index payout_of_run on payout (run_id, id);
create index payout_affiliate on payout (tenant_id, affiliate_id, id);

create table payout_line (
  payout_id text    not null references payout (id),
  tenant_id text    not null,
  txn_id    bigint  not null,
  line      int     not null,
  amount    bigint  not null,
  active    boolean not null default true,
  primary key (payout_id, txn_id, line),
  foreign key (txn_id, line) references entry (txn_id, line)
);
-- I10: an entry is in one payout that has not failed.
create unique index payout_line_once on payout_line (txn_id, line) where active;

do $$
declare
  name text;
begin
  foreach name in array array['conversion', 'commission', 'payout_run', 'payout', 'payout_line'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy tenant on %I using (tenant_id = current_setting(''app.tenant_id'')) '
      'with check (tenant_id = current_setting(''app.tenant_id''))', name);
  end loop;
end
$$;

grant select, insert, update on conversion, commission, payout_run, payout to ${app_role};
grant select, insert on payout_line to ${app_role};
grant update (active) on payout_line to ${app_role};

-- Empty when the books are right; sees what the asking role sees.
create view invariant_violations with (security_invoker = true) as
  select e.tenant_id, 'I2' as kind, e.currency::text as subject, sum(e.amount)::text as detail
  from entry e
  group by e.tenant_id, e.currency
  having sum(e.amount) <> 0
union all
  select b.tenant_id, 'I3', a.code || ' ' || a.currency,
         format('debits %s of %s, credits %s of %s', b.debits, coalesce(s.debits, 0), b.credits, coalesce(s.credits, 0))
  from (select account_id, tenant_id, sum(debits) as debits, sum(credits) as credits
        from balance group by account_id, tenant_id) b
  join account a on a.id = b.account_id
  left join (select account_id,
                    sum(amount) filter (where amount > 0) as debits,
                    -sum(amount) filter (where amount < 0) as credits
             from entry group by account_id) s on s.account_id = b.account_id
  where b.debits <> coalesce(s.debits, 0) or b.credits <> coalesce(s.credits, 0)
union all
  -- Per affiliate: what was accrued and not taken back is held, available, in flight, paid, or owed.
  select tenant_id, 'I9', affiliate || ' ' || currency, format('earned %s, accounted for %s', earned, accounted)
  from (
    select e.tenant_id, e.currency,
           coalesce(c.affiliate_id, p.affiliate_id, split_part(a.code, ':', 3)) as affiliate,
           coalesce(sum(e.amount) filter (where a.code like 'Expenses:%'), 0) as earned,
           coalesce(-sum(e.amount) filter (
             where a.code like 'Liabilities:Affiliate:%' or a.code like 'Assets:Affiliate:%'
                or a.code = 'Liabilities:Payout:InFlight' or a.code like 'Assets:Gateway:%'
                or a.code like 'Liabilities:TaxWithheld:%' or a.code = 'Income:PayoutFee'), 0) as accounted
    from entry e
    join txn t on t.id = e.txn_id
    join account a on a.id = e.account_id
    left join commission c on c.id = t.commission_id
    left join payout p on p.id = t.payout_id
    group by 1, 2, 3
  ) per_affiliate
  where earned <> accounted
union all
  select p.tenant_id, 'I12', p.id, f.total::text
  from payout p
  join (select t.payout_id, e.currency, -sum(e.amount) as total
        from entry e
        join txn t on t.id = e.txn_id
        join account a on a.id = e.account_id
        where a.code = 'Liabilities:Payout:InFlight'
        group by t.payout_id, e.currency) f on f.payout_id = p.id
  where f.total <> case when p.debited_at is null and p.status not in ('failed', 'canceled') then p.net else 0 end
union all
  select p.tenant_id, 'payout_lines', p.id, format('gross %s, lines %s', p.gross, coalesce(sum(l.amount), 0))
  from payout p
  left join payout_line l on l.payout_id = p.id and l.active
  where p.status not in ('failed', 'canceled')
  group by p.tenant_id, p.id, p.gross
  having p.gross <> coalesce(sum(l.amount), 0)
union all
  select c.tenant_id, 'commission_held', c.affiliate_id || ' ' || c.currency,
         format('commissions %s, held %s', c.left_over, coalesce(h.held, 0))
  from (select tenant_id, affiliate_id, currency,
               coalesce(sum(accrued - taken_back) filter (where status in ('pending', 'on_hold')), 0) as left_over
        from commission group by 1, 2, 3) c
  left join (select b.tenant_id, split_part(a.code, ':', 3) as affiliate_id, a.currency, sum(b.credits - b.debits) as held
             from balance b
             join account a on a.id = b.account_id
             where a.code like 'Liabilities:Affiliate:%:Held'
             group by 1, 2, 3) h
    on h.tenant_id = c.tenant_id and h.affiliate_id = c.affiliate_id and h.currency = c.currency
  where c.left_over <> coalesce(h.held, 0);
grant select on invariant_violations to ${app_role};

-- Which tenants a periodic job has work for, and sums over all of them that name nobody.
create function tenants_with_due_commissions(due_at timestamptz) returns setof text
  language sql stable security definer set search_path from current
as $$ select distinct tenant_id from commission where status = 'pending' and matures_at <= due_at $$;

create function ledger_imbalance() returns table (currency text, minor numeric)
  language sql stable security definer set search_path from current
as $$
  select a.currency::text, abs(sum(b.debits - b.credits))
  from balance b
  join account a on a.id = b.account_id
  group by a.currency
$$;

revoke execute on function tenants_with_due_commissions(timestamptz), ledger_imbalance() from public;
grant execute on function tenants_with_due_commissions(timestamptz), ledger_imbalance() to ${app_role};
