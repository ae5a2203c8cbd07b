-- Read models of the reporting service. All of them can be rebuilt from the event log.

-- How far each partition was applied: moved in the transaction that applies, so that a batch which
-- comes again changes nothing. Carries no tenant's data.
create table consumer_position (
  topic       text        not null,
  partition   int         not null check (partition >= 0),
  next_offset bigint      not null check (next_offset >= 0),
  recorded_at timestamptz not null,
  primary key (topic, partition)
);

-- One row per day (UTC, of the event; of the conversion for everything that follows from it),
-- campaign, affiliate and currency. The affiliate is '' for what is credited to nobody.
create table performance_day (
  tenant_id      text   not null,
  day            date   not null,
  campaign_id    text   not null,
  affiliate_id   text   not null,
  currency       char(3) not null,
  impressions    bigint not null,
  clicks         bigint not null,
  conversion_ppm bigint not null,
  sale_amount    bigint not null,
  refunds        bigint not null,
  commission     bigint not null,
  primary key (tenant_id, day, campaign_id, affiliate_id, currency)
);
create index performance_day_of_affiliate on performance_day (tenant_id, affiliate_id, day);

-- What a conversion adds to performance_day, so that a later decision or refund can take it back.
-- campaign_id is null for a conversion that adds nothing.
create table counted_conversion (
  tenant_id     text   not null,
  conversion_id text   not null,
  revision      int    not null check (revision >= 0),
  campaign_id   text,
  day           date,
  currency      char(3),
  amount        bigint,
  shares        text,
  refunded      bigint not null check (refunded >= 0),
  primary key (tenant_id, conversion_id),
  check (num_nulls(campaign_id, day, currency, amount, shares) in (0, 5))
);

-- What is left of a commission in performance_day.
create table counted_commission (
  tenant_id     text   not null,
  commission_id text   not null,
  amount        bigint not null,
  primary key (tenant_id, commission_id)
);

do $$
declare
  name text;
begin
  foreach name in array array['performance_day', 'counted_conversion', 'counted_commission'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy tenant on %I using (tenant_id = current_setting(''app.tenant_id'')) '
      'with check (tenant_id = current_setting(''app.tenant_id''))', name);
  end loop;
end
$$;

grant select, insert, update
  on consumer_position, performance_day, counted_conversion, counted_commission
  to ${app_role};
