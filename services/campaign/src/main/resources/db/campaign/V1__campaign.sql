-- What is promoted, with which terms, under which addresses. Affiliates belong to another service: their ids are only text here.

create table advertiser (
  tenant_id     text        not null,
  advertiser_id text        not null,
  name          text        not null check (length(name) between 1 and 200),
  status        text        not null check (status in ('active')),
  version       bigint      not null check (version >= 1),
  created_at    timestamptz not null,
  primary key (tenant_id, advertiser_id)
);

create table campaign (
  tenant_id           text        not null,
  campaign_id         text        not null,
  advertiser_id       text        not null,
  name                text        not null check (length(name) between 1 and 200),
  status              text        not null check (status in ('draft', 'active', 'paused', 'archived')),
  currency            char(3)     not null,
  landing_url         text        not null check (landing_url like 'https://%' and length(landing_url) <= 2048),
  allowed_domains     text[]      not null check (cardinality(allowed_domains) between 1 and 50),
  model               text        not null check (model in ('last', 'first', 'linear')),
  click_window_s      bigint      not null check (click_window_s between 3600 and 31536000),
  view_window_s       bigint      not null check (view_window_s between 0 and 2592000),
  hold_s              bigint      not null check (hold_s between 0 and 31536000),
  -- In the clear, because the API shows it to those who configure the advertiser's server; others get its hash only.
  postback_token      text        not null check (length(postback_token) >= 22),
  version             bigint      not null check (version >= 1),
  created_at          timestamptz not null,
  updated_at          timestamptz not null,
  primary key (tenant_id, campaign_id),
  foreign key (tenant_id, advertiser_id) references advertiser (tenant_id, advertiser_id)
);
create index campaign_advertiser on campaign (tenant_id, advertiser_id);

create table commission_rule (
  tenant_id   text   not null,
  campaign_id text   not null,
  rule_id     text   not null,
  version     int    not null check (version >= 1),
  name        text   not null check (length(name) between 1 and 100),
  priority    int    not null,
  condition   text   not null check (length(condition) between 1 and 2000),
  ppm         bigint check (ppm between 0 and 1000000),
  flat_minor  bigint check (flat_minor >= 0),
  primary key (tenant_id, rule_id),
  unique (tenant_id, campaign_id, name),
  foreign key (tenant_id, campaign_id) references campaign (tenant_id, campaign_id),
  -- A rule pays a share or an amount.
  check (num_nulls(ppm, flat_minor) = 1)
);

-- A link's code is all that a click shows, so it is unique in the installation. The constraint spans the tenants although row
-- security hides their rows from each other: constraints are checked below it. A tenant learns that a code is taken, not by whom.
create table link (
  tenant_id    text        not null,
  link_id      text        not null,
  campaign_id  text        not null,
  affiliate_id text        not null,
  code         text        not null unique check (code ~ '^[A-Za-z0-9_-]{3,64}$'),
  created_at   timestamptz not null,
  primary key (tenant_id, link_id),
  foreign key (tenant_id, campaign_id) references campaign (tenant_id, campaign_id)
);
create index link_campaign on link (tenant_id, campaign_id);
create index link_affiliate on link (tenant_id, affiliate_id);

create table coupon (
  tenant_id    text        not null,
  coupon_id    text        not null,
  campaign_id  text        not null,
  affiliate_id text        not null,
  code         text        not null check (code ~ '^[A-Za-z0-9_-]{3,64}$'),
  created_at   timestamptz not null,
  primary key (tenant_id, coupon_id),
  foreign key (tenant_id, campaign_id) references campaign (tenant_id, campaign_id)
);
-- Buyers type coupons as they like.
create unique index coupon_code on coupon (tenant_id, campaign_id, lower(code));
create index coupon_affiliate on coupon (tenant_id, affiliate_id);

alter table advertiser enable row level security;
alter table advertiser force row level security;
create policy tenant on advertiser
  using (tenant_id = current_setting('app.tenant_id'))
  with check (tenant_id = current_setting('app.tenant_id'));

alter table campaign enable row level security;
alter table campaign force row level security;
create policy tenant on campaign
  using (tenant_id = current_setting('app.tenant_id'))
  with check (tenant_id = current_setting('app.tenant_id'));

alter table commission_rule enable row level security;
alter table commission_rule force row level security;
create policy tenant on commission_rule
  using (tenant_id = current_setting('app.tenant_id'))
  with check (tenant_id = current_setting('app.tenant_id'));

alter table link enable row level security;
alter table link force row level security;
create policy tenant on link
  using (tenant_id = current_setting('app.tenant_id'))
  with check (tenant_id = current_setting('app.tenant_id'));

alter table coupon enable row level security;
alter table coupon force row level security;
create policy tenant on coupon
  using (tenant_id = current_setting('app.tenant_id'))
  with check (tenant_id = current_setting('app.tenant_id'));

grant select, insert, update on advertiser to ${app_role};
grant select, insert, update on campaign to ${app_role};
grant select, insert, update, delete on commission_rule to ${app_role};
grant select, insert on link to ${app_role};
grant select, insert on coupon to ${app_role};
