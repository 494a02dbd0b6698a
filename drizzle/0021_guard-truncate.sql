-- Custom: a row trigger does not see TRUNCATE, which would empty what the database refuses to change. Safe on a live table.
create trigger price_is_not_truncated before truncate on price for each statement execute function refuse_change();
--> statement-breakpoint
create trigger policy_version_is_not_truncated before truncate on policy_version for each statement execute function refuse_change();
--> statement-breakpoint
create trigger alias_version_is_not_truncated before truncate on alias_version for each statement execute function refuse_change();
--> statement-breakpoint
create trigger policy_bundle_is_not_truncated before truncate on policy_bundle for each statement execute function refuse_change();
--> statement-breakpoint
create trigger failover_is_not_truncated before truncate on failover for each statement execute function refuse_change();
--> statement-breakpoint
create trigger audit_entry_is_not_truncated before truncate on audit_entry for each statement execute function refuse_change();
