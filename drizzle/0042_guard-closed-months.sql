-- Custom: a signed month no longer changes, so the database refuses to change or empty what was signed. Safe on a live table.
create trigger month_close_is_append_only before update or delete on month_close for each row execute function refuse_change();
--> statement-breakpoint
create trigger month_close_is_not_truncated before truncate on month_close for each statement execute function refuse_change();
--> statement-breakpoint
create trigger month_close_rows_is_append_only before update or delete on month_close_rows for each row execute function refuse_change();
--> statement-breakpoint
create trigger month_close_rows_is_not_truncated before truncate on month_close_rows for each statement execute function refuse_change();
