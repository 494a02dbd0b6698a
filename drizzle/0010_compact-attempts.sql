-- Custom: drizzle cannot say partitions, indexed expressions or bit fields. Rewrites every stored attempt: minutes per ten million, with ingest stopped.
alter table attempt rename to attempt_wide;
--> statement-breakpoint
create table attempt_row (
	started_at timestamptz not null,
	cost_pico bigint,
	attribution_id integer not null,
	flags integer not null,
	bucket smallint not null default 0,
	late_s smallint not null,
	duration_us integer,
	ttft_us integer,
	input_tokens integer,
	cached_input_tokens integer,
	output_tokens integer,
	cache_write_tokens integer,
	reasoning_tokens integer,
	error_code_id integer,
	id_uuid uuid,
	request_uuid uuid,
	reported_cost_pico bigint,
	long_duration_us bigint,
	long_ttft_us bigint,
	id_text text collate "C",
	request_text text collate "C",
	trace_id text collate "C",
	tags text[]
) partition by range (started_at);
--> statement-breakpoint
-- The id's 64-bit hash in its place: half the index, and two ids of one microsecond meet in it once in 10^19.
create unique index attempt_row_key on attempt_row
	(bucket, started_at, (coalesce(uuid_hash_extended(id_uuid, 0), hashtextextended(id_text, 0))));
--> statement-breakpoint
comment on table attempt_row is 'Attempts as they lie on disk, partitioned by UTC day (attempt_row_YYYYMMDD); read them through the view attempt. An id is in id_uuid where it is a UUID in canonical form, else in id_text; so is a request_id, where it is not the id. What exceeds int4 is in long_duration_us and long_ttft_us. Where there is usage, a null token part is 0. flags: bits 0-2 outcome, 3-4 usage source, 5 final, 6 streamed, 7 usage inconsistent, 8 cost estimated, 9-18 http status or 0, 19-28 number of the attempt. late_s is how many whole seconds after its end an attempt arrived, 32767 standing for nine hours and more.';
--> statement-breakpoint
insert into attribution (model_id, provider_id, region_id, tier_id, app_id, requested_model_id, router_id, service_tier_id, price_id, policy_version)
select distinct model_id, provider_id, region_id, tier_id, app_id, coalesce(requested_model_id, 0), coalesce(router_id, 0),
	coalesce(service_tier_id, 0), coalesce(price_id, 0), coalesce(policy_version, -1)
from attempt_wide;
--> statement-breakpoint
do $$
declare day record;
begin
	for day in
		select to_date(right(c.relname, 8), 'YYYYMMDD') as date, right(c.relname, 8) as suffix
		from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'attempt_wide'::regclass
	loop
		execute format('create table attempt_row_%s partition of attempt_row for values from (%L) to (%L)',
			day.suffix, day.date || ' 00:00:00+00', (day.date + 1) || ' 00:00:00+00');
	end loop;
end $$;
--> statement-breakpoint
insert into attempt_row (
	started_at, cost_pico, attribution_id, flags, bucket, late_s, duration_us, ttft_us, input_tokens, cached_input_tokens,
	output_tokens, cache_write_tokens, reasoning_tokens, error_code_id, id_uuid, request_uuid, reported_cost_pico,
	long_duration_us, long_ttft_us, id_text, request_text, trace_id, tags)
select a.started_at, a.cost_pico, t.id,
	a.outcome | (a.usage_source << 3) | (a.final::int << 5) | (a.streamed::int << 6) | (a.usage_inconsistent::int << 7)
		| (a.cost_estimated::int << 8) | (coalesce(a.http_status, 0)::int << 9) | (a.attempt::int << 19),
	a.bucket,
	greatest(-32768, least(32767, floor(extract(epoch from a.received_at - a.started_at) - a.duration_us / 1000000.0)))::smallint,
	case when a.duration_us <= 2147483647 then a.duration_us end, case when a.ttft_us <= 2147483647 then a.ttft_us end,
	a.input_tokens, nullif(a.cached_input_tokens, 0), a.output_tokens, nullif(a.cache_write_tokens, 0), nullif(a.reasoning_tokens, 0),
	a.error_code_id, case when id.is_uuid then a.id::uuid end, case when request.is_uuid then a.request_id::uuid end, a.reported_cost_pico,
	case when a.duration_us > 2147483647 then a.duration_us end, case when a.ttft_us > 2147483647 then a.ttft_us end,
	case when not id.is_uuid then a.id end, case when not request.is_uuid then a.request_id end, a.trace_id, a.tags
from attempt_wide a
	join attribution t on (t.model_id, t.app_id, t.provider_id, t.region_id, t.tier_id) = (a.model_id, a.app_id, a.provider_id, a.region_id, a.tier_id)
		and (t.requested_model_id, t.router_id, t.service_tier_id, t.price_id, t.policy_version)
		= (coalesce(a.requested_model_id, 0), coalesce(a.router_id, 0), coalesce(a.service_tier_id, 0), coalesce(a.price_id, 0), coalesce(a.policy_version, -1))
	cross join lateral (select a.id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' as is_uuid) id
	cross join lateral (select a.request_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' as is_uuid) request
order by a.started_at;
--> statement-breakpoint
drop table attempt_wide;
--> statement-breakpoint
create view attempt as
select r.bucket, r.started_at,
	coalesce(r.duration_us, r.long_duration_us) as duration_us, coalesce(r.ttft_us, r.long_ttft_us) as ttft_us,
	r.cost_pico, r.reported_cost_pico,
	t.model_id, t.provider_id, t.region_id, t.tier_id, t.app_id,
	nullif(t.requested_model_id, 0) as requested_model_id, nullif(t.router_id, 0) as router_id, r.error_code_id,
	nullif(t.service_tier_id, 0) as service_tier_id, nullif(t.price_id, 0) as price_id, nullif(t.policy_version, -1) as policy_version,
	r.input_tokens,
	case when r.input_tokens is not null then coalesce(r.cached_input_tokens, 0) end as cached_input_tokens,
	case when r.input_tokens is not null then coalesce(r.cache_write_tokens, 0) end as cache_write_tokens,
	r.output_tokens,
	case when r.input_tokens is not null then coalesce(r.reasoning_tokens, 0) end as reasoning_tokens,
	(r.flags & 7)::smallint as outcome, ((r.flags >> 3) & 3)::smallint as usage_source, ((r.flags >> 19) & 1023)::smallint as attempt,
	nullif((r.flags >> 9) & 1023, 0)::smallint as http_status,
	(r.flags & 32) <> 0 as final, (r.flags & 64) <> 0 as streamed, (r.flags & 128) <> 0 as usage_inconsistent,
	(r.flags & 256) <> 0 as cost_estimated,
	coalesce(r.id_uuid::text, r.id_text) collate "C" as id, coalesce(r.request_uuid::text, r.request_text) collate "C" as request_id,
	r.trace_id, r.tags, r.late_s
from attempt_row r join attribution t on t.id = r.attribution_id;
--> statement-breakpoint
comment on view attempt is 'One row per upstream attempt, never changed after ingest. Codes are ids of dimension. Instants and durations in µs, late_s in seconds from the end to the arrival (32767 is nine hours and more), money in 10^-12 USD. request_id null is "the same as id"; tier_id 0 is "no tier".';
