-- What decisions rest on, and credits of coupons, which have no link.

alter table conversion
  add column customer_id   text,
  add column cause         text not null default 'first',
  add column match_key     text,
  add column terms_version int  not null default 0,
  add column model_version text;

alter table credit
  alter column link_id drop not null,
  drop constraint credit_touch_check,
  add constraint credit_touch_check check (touch in ('click', 'impression', 'coupon')),
  add constraint credit_link_check check (link_id is not null or touch = 'coupon');
