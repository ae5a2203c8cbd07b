-- Keys that stand in pages for all to see: they have hosts instead of a secret and scopes.
alter table api_key
  add column kind  text   not null default 'secret' check (kind in ('secret', 'publishable')),
  add column hosts text[] not null default '{}',
  alter column secret_sha256 drop not null,
  drop constraint api_key_scopes_check,
  add constraint api_key_kind_form check (
    case kind
      when 'secret' then secret_sha256 is not null and cardinality(scopes) > 0 and cardinality(hosts) = 0
      else secret_sha256 is null and cardinality(scopes) = 0 and cardinality(hosts) > 0
    end);
alter table api_key alter column kind drop default;

-- How the edge recognises the tenant's visitors; null while the tenant has said nothing.
alter table tenant
  add column tracking         jsonb,
  add column tracking_version bigint not null default 1 check (tracking_version > 0);

grant update (tracking, tracking_version) on tenant to ${app_role};
