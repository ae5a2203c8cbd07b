-- Who may sign in and call: tenants, users, sessions, API keys, signing keys, and the log of who did what.

create table tenant (
  tenant_id  text        primary key,
  name       text        not null unique check (length(name) between 1 and 100),
  created_at timestamptz not null
);

create table user_account (
  tenant_id     text        not null references tenant (tenant_id),
  user_id       text        not null,
  -- One account per address in the whole installation, so that signing in needs no tenant.
  email         text        not null unique check (email = lower(email) and length(email) <= 254),
  name          text        not null check (length(name) between 1 and 200),
  password_hash text        not null,
  roles         text[]      not null check (cardinality(roles) > 0),
  affiliate_id  text,
  advertiser_id text,
  active        boolean     not null,
  created_at    timestamptz not null,
  primary key (tenant_id, user_id),
  check (not 'AFFILIATE' = any (roles) or affiliate_id is not null),
  check (not 'ADVERTISER' = any (roles) or advertiser_id is not null)
);

-- A chain of refresh tokens that began with one sign-in; only its newest token is unused.
create table refresh_family (
  tenant_id  text        not null,
  family_id  text        not null,
  user_id    text        not null,
  started_at timestamptz not null,
  used_at    timestamptz not null,
  ends_at    timestamptz not null,
  revoked_at timestamptz,
  revoked_because text,
  primary key (tenant_id, family_id),
  foreign key (tenant_id, user_id) references user_account (tenant_id, user_id),
  check ((revoked_at is null) = (revoked_because is null))
);
create index refresh_family_user on refresh_family (tenant_id, user_id);
create index refresh_family_end on refresh_family (ends_at);

create table refresh_token (
  token_sha256 bytea       primary key check (length(token_sha256) = 32),
  tenant_id    text        not null,
  family_id    text        not null,
  issued_at    timestamptz not null,
  spent_at     timestamptz,
  foreign key (tenant_id, family_id) references refresh_family (tenant_id, family_id) on delete cascade
);
create unique index refresh_token_newest on refresh_token (tenant_id, family_id) where spent_at is null;
create index refresh_token_family on refresh_token (tenant_id, family_id);

create table api_key (
  tenant_id     text        not null references tenant (tenant_id),
  key_id        text        not null,
  public_id     text        not null unique check (public_id ~ '^[0-9A-Za-z]{12}$'),
  secret_sha256 text        not null check (secret_sha256 ~ '^[0-9a-f]{64}$'),
  name          text        not null check (length(name) between 1 and 100),
  scopes        text[]      not null check (cardinality(scopes) > 0),
  created_by    text        not null,
  created_at    timestamptz not null,
  revoked_at    timestamptz,
  primary key (tenant_id, key_id)
);

create table audit_entry (
  seq       bigint generated always as identity primary key,
  tenant_id text        not null,
  event_id  text        not null,
  actor     text        not null,
  action    text        not null,
  target    text        not null,
  at        timestamptz not null,
  details   jsonb       not null,
  unique (tenant_id, event_id)
);
create index audit_entry_newest on audit_entry (tenant_id, seq desc);

do $$
declare
  name text;
begin
  foreach name in array array['tenant', 'user_account', 'refresh_family', 'refresh_token', 'api_key', 'audit_entry']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy tenant on %I using (tenant_id = current_setting(''app.tenant_id'')) '
      'with check (tenant_id = current_setting(''app.tenant_id''))', name);
  end loop;
end
$$;

-- No tenant: the installation signs the tokens of all its tenants with the same keys. The private part is
-- encrypted under tributary.secret-key.
create table signing_key (
  kid         text        primary key,
  public_jwk  jsonb       not null check (not public_jwk ? 'd'),
  private_key bytea       not null,
  created_at  timestamptz not null,
  signs_from  timestamptz not null
);

-- No tenant: an address that fails to sign in may belong to nobody, and must look the same then.
create table sign_in_failure (
  email_sha256  bytea       primary key check (length(email_sha256) = 32),
  failures      int         not null check (failures > 0),
  last_at       timestamptz not null,
  blocked_until timestamptz not null
);
create index sign_in_failure_age on sign_in_failure (last_at);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append only', tg_table_name;
end
$$;
create trigger append_only before update or delete or truncate on audit_entry
  for each statement execute function refuse_change();

-- The look-ups that come before a tenant is known. They return an id and nothing else.
create function tenant_named(wanted text) returns text
  language sql stable security definer set search_path from current
as $$ select tenant_id from tenant where name = wanted $$;

create function tenant_of_email(wanted text) returns text
  language sql stable security definer set search_path from current
as $$ select tenant_id from user_account where email = wanted $$;

create function tenant_of_refresh_token(wanted bytea) returns text
  language sql stable security definer set search_path from current
as $$ select tenant_id from refresh_token where token_sha256 = wanted $$;

-- Sessions of all tenants go by age.
create function forget_sessions(ended_before timestamptz) returns bigint
  language sql security definer set search_path from current
as $$
  with gone as (
    delete from refresh_family where ends_at < ended_before returning 1
  )
  select count(*) from gone
$$;

revoke execute on all functions in schema ${flyway:defaultSchema} from public;
grant execute on function tenant_named(text), tenant_of_email(text), tenant_of_refresh_token(bytea),
  forget_sessions(timestamptz) to ${app_role};
grant select, insert on tenant to ${app_role};
grant select, insert, update on user_account to ${app_role};
grant select, insert, update on refresh_family, refresh_token to ${app_role};
grant select, insert, update on api_key to ${app_role};
grant select, insert on audit_entry to ${app_role};
grant select, insert on signing_key to ${app_role};
grant select, insert, update, delete on sign_in_failure to ${app_role};
