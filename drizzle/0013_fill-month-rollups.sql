-- Custom: drizzle cannot say storage parameters, and a database in use has days that belong to months already. It reads all days once; nothing may write rollups meanwhile.
alter table rollup_month set (fillfactor = 70);
--> statement-breakpoint
alter table rollup_month_model set (fillfactor = 70);
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
		where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname like 'rollup\_month%'
			and a.attnum > 0 and not a.attisdropped and a.attstorage in ('x', 'm')
	loop
		execute format('alter table %s alter column %I set compression lz4', wide.relation, wide.name);
	end loop;
end $$;
--> statement-breakpoint
lock table rollup_day, rollup_day_model, rollup_day_app, rollup_uptime_day in share row exclusive mode;
--> statement-breakpoint
insert into rollup_month (
	starts_at, model_id, provider_id, region_id, tier_id, attempts, requests, ok, rate_limited, server_error,
	timeout, client_error, cancelled, final_ok, final_failed, with_usage, priced, estimated, reported,
	input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_pico,
	reported_cost_pico, ttft_n, ttft_sum, ttft_min, ttft_max, ttft_sketch, duration_n, duration_sum,
	duration_min, duration_max, duration_sketch, rate_n, rate_sum, rate_min, rate_max, rate_sketch
)
select
	date_trunc('month', starts_at, 'UTC'), model_id, provider_id, region_id, tier_id, sum(attempts),
	sum(requests), sum(ok), sum(rate_limited), sum(server_error), sum(timeout), sum(client_error),
	sum(cancelled), sum(final_ok), sum(final_failed), sum(with_usage), sum(priced), sum(estimated),
	sum(reported), sum(input_tokens), sum(cached_input_tokens), sum(cache_write_tokens), sum(output_tokens),
	sum(reasoning_tokens), sum(cost_pico), sum(reported_cost_pico), sum(ttft_n), sum(ttft_sum), min(ttft_min),
	max(ttft_max), string_agg(ttft_sketch, ''::bytea), sum(duration_n), sum(duration_sum), min(duration_min),
	max(duration_max), string_agg(duration_sketch, ''::bytea), sum(rate_n), sum(rate_sum), min(rate_min),
	max(rate_max), string_agg(rate_sketch, ''::bytea)
from rollup_day
group by 1, 2, 3, 4, 5;
--> statement-breakpoint
insert into rollup_month_model (
	starts_at, model_id, provider_id, attempts, requests, ok, rate_limited, server_error, timeout, client_error,
	cancelled, final_ok, final_failed, with_usage, priced, estimated, reported, input_tokens,
	cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_pico, reported_cost_pico,
	ttft_n, ttft_sum, ttft_min, ttft_max, ttft_sketch, duration_n, duration_sum, duration_min, duration_max,
	duration_sketch, rate_n, rate_sum, rate_min, rate_max, rate_sketch
)
select
	date_trunc('month', starts_at, 'UTC'), model_id, provider_id, sum(attempts), sum(requests), sum(ok),
	sum(rate_limited), sum(server_error), sum(timeout), sum(client_error), sum(cancelled), sum(final_ok),
	sum(final_failed), sum(with_usage), sum(priced), sum(estimated), sum(reported), sum(input_tokens),
	sum(cached_input_tokens), sum(cache_write_tokens), sum(output_tokens), sum(reasoning_tokens), sum(cost_pico),
	sum(reported_cost_pico), sum(ttft_n), sum(ttft_sum), min(ttft_min), max(ttft_max),
	string_agg(ttft_sketch, ''::bytea), sum(duration_n), sum(duration_sum), min(duration_min), max(duration_max),
	string_agg(duration_sketch, ''::bytea), sum(rate_n), sum(rate_sum), min(rate_min), max(rate_max),
	string_agg(rate_sketch, ''::bytea)
from rollup_day_model
group by 1, 2, 3;
--> statement-breakpoint
insert into rollup_month_app (
	starts_at, app_id, model_id, provider_id, attempts, requests, ok, rate_limited, server_error, timeout,
	client_error, cancelled, final_ok, final_failed, with_usage, priced, estimated, reported, input_tokens,
	cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_pico, reported_cost_pico,
	ttft_n, ttft_sum, ttft_min, ttft_max, ttft_sketch, duration_n, duration_sum, duration_min, duration_max,
	duration_sketch, rate_n, rate_sum, rate_min, rate_max, rate_sketch
)
select
	date_trunc('month', starts_at, 'UTC'), app_id, model_id, provider_id, sum(attempts), sum(requests), sum(ok),
	sum(rate_limited), sum(server_error), sum(timeout), sum(client_error), sum(cancelled), sum(final_ok),
	sum(final_failed), sum(with_usage), sum(priced), sum(estimated), sum(reported), sum(input_tokens),
	sum(cached_input_tokens), sum(cache_write_tokens), sum(output_tokens), sum(reasoning_tokens), sum(cost_pico),
	sum(reported_cost_pico), sum(ttft_n), sum(ttft_sum), min(ttft_min), max(ttft_max),
	string_agg(ttft_sketch, ''::bytea), sum(duration_n), sum(duration_sum), min(duration_min), max(duration_max),
	string_agg(duration_sketch, ''::bytea), sum(rate_n), sum(rate_sum), min(rate_min), max(rate_max),
	string_agg(rate_sketch, ''::bytea)
from rollup_day_app
group by 1, 2, 3, 4;
--> statement-breakpoint
insert into rollup_uptime_month (starts_at, model_id, provider_id, region_id, measured, down)
select date_trunc('month', starts_at, 'UTC'), model_id, provider_id, region_id, sum(measured), sum(down)
from rollup_uptime_day group by 1, 2, 3, 4;
--> statement-breakpoint
-- Attempts of days before the first that is left were dropped: those days cannot be counted anew.
update rollup_state set raw_from = first.day
from (select coalesce(date_trunc('day', min(started_at), 'UTC'), date_trunc('day', now(), 'UTC')) as day from attempt where bucket = 0) first
where exists (select from rollup_day where starts_at < first.day);
