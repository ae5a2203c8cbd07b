-- Where the users of an affiliate signed in of late, as keyed hashes: the edge compares them with where its clicks
-- come from.
create table sign_in_trace (
  tenant_id    text        not null references tenant (tenant_id),
  affiliate_id text        not null,
  kind         text        not null check (kind in ('address', 'device')),
  hash         text        not null check (length(hash) = 22),
  seen_at      timestamptz not null,
  primary key (tenant_id, affiliate_id, kind, hash)
);
create index sign_in_trace_age on sign_in_trace (seen_at);

alter table sign_in_trace enable row level security;
alter table sign_in_trace force row level security;
create policy tenant on sign_in_trace using (tenant_id = current_setting('app.tenant_id'))
  with check (tenant_id = current_setting('app.tenant_id'));

-- Whose traces are to go, of all tenants.
create function affiliates_with_traces_before(seen_before timestamptz, at_most int)
  returns table (tenant_id text, affiliate_id text)
  language sql stable security definer set search_path from current
as $$
  select distinct t.tenant_id, t.affiliate_id from sign_in_trace t where t.seen_at < seen_before limit at_most
$$;

revoke execute on function affiliates_with_traces_before(timestamptz, int) from public;
grant execute on function affiliates_with_traces_before(timestamptz, int) to ${app_role};
grant select, insert, update, delete on sign_in_trace to ${app_role};
