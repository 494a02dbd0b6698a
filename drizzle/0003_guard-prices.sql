-- Custom: a stored price explains costs already shown, so the database lets it be closed once and otherwise refuses to change it. Safe on a live table.
create function refuse_price_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.valid_to is null and new.valid_to is not null
    and (to_jsonb(new) - 'valid_to') = (to_jsonb(old) - 'valid_to') then
    return new;
  end if;
  raise exception 'price is never rewritten: close the open row by its valid_to and insert another';
end $$;
--> statement-breakpoint
create trigger price_is_never_rewritten
  before update or delete on price
  for each row execute function refuse_price_change();
