-- Where clicks lead, who may make them and how they are judged. The form checks the parts, which only the edge reads; null stands
-- for the product's defaults.
alter table campaign
  add column traffic jsonb check (jsonb_typeof(traffic) = 'object');

alter table link
  add column url_id      text check (url_id ~ '^[A-Za-z0-9_-]{1,64}$'),
  add column expires_at  timestamptz,
  add column expired_url text check (expired_url like 'https://%' and length(expired_url) <= 2048),
  add column disabled    boolean not null default false,
  add column version     bigint  not null default 1 check (version >= 1);

grant update on link to ${app_role};
