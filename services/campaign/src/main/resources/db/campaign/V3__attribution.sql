-- How a campaign's conversions are attributed, in every version since its first: what was decided can be told and decided again.
-- The form checks the parts, which only attribution reads; the newest version is in force.
create table attribution_version (
  tenant_id   text        not null,
  campaign_id text        not null,
  version     int         not null check (version >= 1),
  valid_from  timestamptz not null,
  status      text        not null check (status in ('draft', 'active', 'paused', 'archived')),
  terms       jsonb       not null check (terms ->> 'model' in (
    'first', 'last', 'last_click', 'last_non', 'linear', 'linear_unique', 'position', 'milestones', 'time_decay',
    'position_decay', 'custom', 'data_driven')),
  rules       jsonb       not null check (jsonb_typeof(rules) = 'array'),
  primary key (tenant_id, campaign_id, version),
  foreign key (tenant_id, campaign_id) references campaign (tenant_id, campaign_id)
);

-- The owner sees all tenants' rows while row security is not forced on it. What was called last is called last_click now.
alter table campaign no force row level security;
insert into attribution_version (tenant_id, campaign_id, version, valid_from, status, terms, rules)
select tenant_id, campaign_id, 1, created_at, status,
       jsonb_build_object(
         'model', case model when 'last' then 'last_click' else model end,
         'parameters', jsonb_build_object(),
         'click_window', 'PT' || click_window_s || 'S',
         'view_window', 'PT' || view_window_s || 'S',
         'matching', jsonb_build_object('coupon_first', false, 'binding', 'last_click_wins')),
       jsonb_build_array()
from campaign;
alter table campaign force row level security;

alter table campaign
  drop column model,
  drop column click_window_s,
  drop column view_window_s;

alter table attribution_version enable row level security;
alter table attribution_version force row level security;
create policy tenant on attribution_version
  using (tenant_id = current_setting('app.tenant_id'))
  with check (tenant_id = current_setting('app.tenant_id'));

grant select, insert on attribution_version to ${app_role};

alter table coupon
  add column valid_from  timestamptz,
  add column valid_until timestamptz check (valid_until > valid_from),
  add column exclusive   boolean not null default false,
  add column disabled    boolean not null default false,
  add column version     bigint  not null default 1 check (version >= 1);

grant update on coupon to ${app_role};
