-- Custom: what a closed month charges no longer changes, as what was signed does not. Safe on a live table: it is new, and empty.
create trigger month_close_charges_is_append_only before update or delete on month_close_charges for each row execute function refuse_change();
--> statement-breakpoint
create trigger month_close_charges_is_not_truncated before truncate on month_close_charges for each statement execute function refuse_change();
