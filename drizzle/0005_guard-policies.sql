-- Custom: a published policy and a failover are evidence, so the database itself refuses to change one; the queue is kept small. Safe on a live table.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;
--> statement-breakpoint
create trigger policy_version_is_append_only
  before update or delete on policy_version
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger alias_version_is_append_only
  before update or delete on alias_version
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger policy_bundle_is_append_only
  before update or delete on policy_bundle
  for each row execute function refuse_change();
--> statement-breakpoint
create trigger failover_is_append_only
  before update on failover
  for each row execute function refuse_change();
--> statement-breakpoint
alter table breaker_feed set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
--> statement-breakpoint
alter table breaker_state set (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
