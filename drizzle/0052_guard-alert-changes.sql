-- Custom: how alerts changed is history, so the database refuses to rewrite it. Safe on a live table.
create trigger alert_change_is_append_only before update or delete on alert_change for each row execute function refuse_change();
--> statement-breakpoint
create trigger alert_change_is_not_truncated before truncate on alert_change for each statement execute function refuse_change();
