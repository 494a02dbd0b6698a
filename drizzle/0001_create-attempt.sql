-- Custom: drizzle cannot say partitions, storage parameters or compression. Safe on a live table: it creates and sets only.
create table attempt (
	bucket integer not null default 0,
	started_at timestamptz not null,
	received_at timestamptz not null,
	duration_us bigint not null,
	ttft_us bigint,
	cost_pico bigint,
	reported_cost_pico bigint,
	model_id integer not null,
	provider_id integer not null,
	region_id integer not null,
	tier_id integer not null,
	app_id integer not null,
	requested_model_id integer,
	router_id integer,
	error_code_id integer,
	service_tier_id integer,
	price_id integer,
	policy_version integer,
	input_tokens integer,
	cached_input_tokens integer,
	cache_write_tokens integer,
	output_tokens integer,
	reasoning_tokens integer,
	outcome smallint not null,
	usage_source smallint not null,
	attempt smallint not null,
	http_status smallint,
	final boolean not null,
	streamed boolean not null,
	usage_inconsistent boolean not null,
	cost_estimated boolean not null,
	id text collate "C" not null,
	request_id text collate "C",
	trace_id text collate "C",
	tags text[],
	primary key (bucket, started_at, id)
) partition by range (started_at);
--> statement-breakpoint
comment on table attempt is 'One row per upstream attempt, never changed after ingest. Partitioned by UTC day (attempt_YYYYMMDD); codes are ids of dimension. Instants to the µs, durations in µs, money in 10^-12 USD. request_id null is "the same as id"; tier_id 0 is "no tier".';
--> statement-breakpoint
insert into rollup_state (id, minutes_from) values (1, '-infinity');
--> statement-breakpoint
-- Queues: nearly every row is dead soon, so a few thousand dead ones are worth a vacuum at any size.
alter table rollup_delta set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
--> statement-breakpoint
alter table rollup_delta_app set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
--> statement-breakpoint
-- Rows that are added to again and again: room on the page keeps those updates out of the index.
alter table rollup_fresh set (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);
--> statement-breakpoint
alter table rollup_fresh_app set (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);
--> statement-breakpoint
alter table rollup_minute set (fillfactor = 90);
--> statement-breakpoint
alter table rollup_quarter set (fillfactor = 80);
--> statement-breakpoint
alter table rollup_hour set (fillfactor = 80);
--> statement-breakpoint
alter table rollup_day set (fillfactor = 70);
--> statement-breakpoint
alter table rollup_hour_model set (fillfactor = 80);
--> statement-breakpoint
alter table rollup_day_model set (fillfactor = 70);
--> statement-breakpoint
-- lz4 costs a fraction of pglz's time; a server built without it keeps its default.
do $$
declare wide record;
begin
	if not exists (select from pg_settings where name = 'default_toast_compression' and 'lz4' = any(enumvals)) then
		return;
	end if;
	for wide in
		select a.attrelid::regclass as relation, a.attname as name
		from pg_attribute a join pg_class c on c.oid = a.attrelid
		where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname like 'rollup%'
			and a.attnum > 0 and not a.attisdropped and a.attstorage in ('x', 'm')
	loop
		execute format('alter table %s alter column %I set compression lz4', wide.relation, wide.name);
	end loop;
end $$;
