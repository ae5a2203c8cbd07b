-- Who promotes, and in which campaigns. Campaigns belong to another service: their ids are only text here.

create table affiliate (
  tenant_id        text        not null,
  affiliate_id     text        not null,
  name             text        not null check (length(name) between 1 and 200),
  email            text        not null check (length(email) between 3 and 254),
  status           text        not null check (status in ('pending', 'approved', 'rejected', 'banned')),
  payout_gateway   text        check (length(payout_gateway) between 1 and 32),
  payout_currency  char(3),
  payout_account   text        check (length(payout_account) between 1 and 200),
  payout_threshold bigint      check (payout_threshold >= 0),
  version          bigint      not null check (version >= 1),
  created_at       timestamptz not null,
  updated_at       timestamptz not null,
  primary key (tenant_id, affiliate_id),
  -- A payout profile is there as a whole or not at all.
  check (num_nulls(payout_gateway, payout_currency, payout_account, payout_threshold) in (0, 4))
);
create unique index affiliate_email on affiliate (tenant_id, lower(email));

create table membership (
  tenant_id     text        not null,
  membership_id text        not null,
  campaign_id   text        not null,
  affiliate_id  text        not null,
  status        text        not null check (status in ('pending', 'approved', 'rejected', 'deactivated', 'banned')),
  created_at    timestamptz not null,
  updated_at    timestamptz not null,
  primary key (tenant_id, membership_id),
  unique (tenant_id, campaign_id, affiliate_id),
  foreign key (tenant_id, affiliate_id) references affiliate (tenant_id, affiliate_id)
);
create index membership_affiliate on membership (tenant_id, affiliate_id);

alter table affiliate enable row level security;
alter table affiliate force row level security;
create policy tenant on affiliate
  using (tenant_id = current_setting('app.tenant_id'))
  with check (tenant_id = current_setting('app.tenant_id'));

alter table membership enable row level security;
alter table membership force row level security;
create policy tenant on membership
  using (tenant_id = current_setting('app.tenant_id'))
  with check (tenant_id = current_setting('app.tenant_id'));

grant select, insert, update on affiliate to ${app_role};
grant select, insert, update on membership to ${app_role};
