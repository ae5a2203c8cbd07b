-- The entity tag of a stored answer. Repeatable, since a later version of the platform's own numbers would lie below
-- those that a service's schema has reached.
alter table idempotency_key add column if not exists etag text;
