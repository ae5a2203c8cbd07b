-- Touches by what the edge made of them. clicks stays what counts: unique and duplicate ones.
alter table performance_day
  add column invalid_impressions bigint not null default 0,
  add column duplicate_clicks    bigint not null default 0,
  add column invalid_clicks      bigint not null default 0,
  add column bot_clicks          bigint not null default 0;

-- Touches that never earn, by reason; a row per day (UTC, of the touch), campaign and affiliate.
create table invalid_touch_day (
  tenant_id    text   not null,
  day          date   not null,
  campaign_id  text   not null,
  affiliate_id text   not null,
  reason       text   not null check (length(reason) between 1 and 64),
  clicks       bigint not null,
  impressions  bigint not null,
  primary key (tenant_id, day, campaign_id, affiliate_id, reason)
);

alter table invalid_touch_day enable row level security;
alter table invalid_touch_day force row level security;
create policy tenant on invalid_touch_day
  using (tenant_id = current_setting('app.tenant_id'))
  with check (tenant_id = current_setting('app.tenant_id'));

grant select, insert, update on invalid_touch_day to ${app_role};
