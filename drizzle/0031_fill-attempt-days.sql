-- Custom: days from before this table are taken from the sums, which do not know keys. It reads the daily sums by model once; safe on a live table.
insert into attempt_day (day, provider_id, model_id, key_id)
select distinct (starts_at at time zone 'UTC')::date, provider_id, model_id, 0 from (
	select starts_at, provider_id, model_id from rollup_day_model
	union all
	select starts_at, provider_id, model_id from rollup_fresh
	union all
	select d.starts_at, d.provider_id, d.model_id from rollup_delta, unnest(rollup_delta.starts_at, rollup_delta.provider_id, rollup_delta.model_id) as d(starts_at, provider_id, model_id)
) counted
on conflict do nothing;
