-- Custom: drizzle cannot say storage parameters. With packed sketches an hour's row hardly grows, so its pages need less room; vacuumed often, what the current hour leaves behind is used again by the next. Safe on a live table.
alter table rollup_hour set (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);
--> statement-breakpoint
alter table rollup_quarter set (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);
