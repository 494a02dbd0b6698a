-- Custom: a rate explains costs already stored, so the database refuses to change one. Safe on a live table.
create trigger exchange_rate_is_append_only before update or delete on exchange_rate for each row execute function refuse_change();
--> statement-breakpoint
create trigger exchange_rate_is_not_truncated before truncate on exchange_rate for each statement execute function refuse_change();
