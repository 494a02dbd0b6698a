-- Custom: what was paid for capacity and taken off prices explains costs already shown, so the database lets a row be ended once and otherwise refuses to change it. Safe on a live table.
create function refuse_terms_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.valid_to is null and new.valid_to is not null
    and (to_jsonb(new) - 'valid_to') = (to_jsonb(old) - 'valid_to') then
    return new;
  end if;
  raise exception '% is never rewritten: end the open row by its valid_to and insert another', tg_table_name;
end $$;
--> statement-breakpoint
create trigger capacity_price_is_never_rewritten before update or delete on capacity_price for each row execute function refuse_terms_change();
--> statement-breakpoint
create trigger capacity_price_is_not_truncated before truncate on capacity_price for each statement execute function refuse_change();
--> statement-breakpoint
create trigger price_discount_is_never_rewritten before update or delete on price_discount for each row execute function refuse_terms_change();
--> statement-breakpoint
create trigger price_discount_is_not_truncated before truncate on price_discount for each statement execute function refuse_change();
--> statement-breakpoint
create trigger discounted_price_is_append_only before update or delete on discounted_price for each row execute function refuse_change();
--> statement-breakpoint
create trigger discounted_price_is_not_truncated before truncate on discounted_price for each statement execute function refuse_change();
