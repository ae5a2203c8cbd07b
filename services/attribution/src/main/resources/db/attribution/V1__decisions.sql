-- What was decided, as the log of decisions tells it: every decision, and where each conversion stands.

create table conversion (
  tenant_id       text        not null,
  conversion_id   text        not null,
  revision        int         not null check (revision >= 1),
  status          text        not null check (status in ('attributed', 'unattributed', 'rejected')),
  campaign_id     text        not null,
  event           text        not null,
  order_id        text,
  amount          bigint      not null,
  currency        char(3)     not null,
  visitor_id      text        not null,
  click_id        text,
  coupon          text,
  occurred_at     timestamptz not null,
  decided_at      timestamptz not null,
  model           text,
  reason          text,
  trace           jsonb       not null,
  refunded_amount bigint      not null default 0,
  duplicates      bigint      not null default 0 check (duplicates >= 0),
  primary key (tenant_id, conversion_id),
  check ((status = 'attributed') = (model is not null)),
  check ((status = 'rejected') = (reason is not null)),
  check (refunded_amount between 0 and greatest(amount, 0))
);
create index conversion_newest on conversion (tenant_id, occurred_at desc, conversion_id desc);
create index conversion_newest_of_campaign
  on conversion (tenant_id, campaign_id, occurred_at desc, conversion_id desc);
create index conversion_order on conversion (tenant_id, order_id) where order_id is not null;

create table decision (
  tenant_id     text        not null,
  decision_id   text        not null,
  conversion_id text        not null,
  kind          text        not null check (
    kind in ('attributed', 'unattributed', 'rejected', 'duplicate', 'superseded', 'refunded')),
  revision      int,
  decided_at    timestamptz not null,
  body          jsonb       not null,
  primary key (tenant_id, decision_id)
);
-- A conversion has one decision per revision, whatever the stream may have forgotten.
create unique index decision_revision
  on decision (tenant_id, conversion_id, revision)
  where kind in ('attributed', 'unattributed', 'rejected');
create index decision_of_conversion on decision (tenant_id, conversion_id, decided_at);

-- The credits of the revision that stands.
create table credit (
  tenant_id     text        not null,
  conversion_id text        not null,
  position      int         not null,
  affiliate_id  text        not null,
  link_id       text        not null,
  click_id      text,
  touch         text        not null check (touch in ('click', 'impression')),
  touched_at    timestamptz not null,
  ppm           int         not null check (ppm between 0 and 1000000),
  primary key (tenant_id, conversion_id, position),
  foreign key (tenant_id, conversion_id) references conversion
);
create index credit_of_affiliate on credit (tenant_id, affiliate_id, conversion_id);

alter table conversion enable row level security;
alter table conversion force row level security;
create policy tenant on conversion
  using (tenant_id = current_setting('app.tenant_id'))
  with check (tenant_id = current_setting('app.tenant_id'));

alter table decision enable row level security;
alter table decision force row level security;
create policy tenant on decision
  using (tenant_id = current_setting('app.tenant_id'))
  with check (tenant_id = current_setting('app.tenant_id'));

alter table credit enable row level security;
alter table credit force row level security;
create policy tenant on credit
  using (tenant_id = current_setting('app.tenant_id'))
  with check (tenant_id = current_setting('app.tenant_id'));

grant select, insert, update on conversion to ${app_role};
grant select, insert on decision to ${app_role};
grant select, insert, delete on credit to ${app_role};
