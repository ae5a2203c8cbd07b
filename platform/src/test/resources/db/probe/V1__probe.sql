create table thing (
  tenant_id text not null,
  id        text not null,
  primary key (tenant_id, id)
);
alter table thing enable row level security;
alter table thing force row level security;
create policy tenant on thing
  using (tenant_id = current_setting('app.tenant_id'))
  with check (tenant_id = current_setting('app.tenant_id'));
grant select, insert on thing to ${app_role};
