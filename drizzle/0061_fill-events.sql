-- Custom: events of detections found before were put together at every look; what they are now is what they stay. Then the open alerts of them are told apart by event, so that none fires anew.
do $$
declare
	one record;
	series text;
	began timestamptz;
	until_at timestamptz;
	members integer[] := '{}';
begin
	for one in
		select id, model, provider, region, since, coalesce(ended_at, 'infinity') as ended_at from detection
		order by model, provider, region, since, id
	loop
		if jsonb_build_array(one.model, one.provider, one.region)::text = series
			and one.since < until_at and one.since - began <= interval '48 hours'
		then
			members := members || one.id;
			until_at := greatest(until_at, one.ended_at);
			update detection set event_id = nullif((select min(m) from unnest(members) m), id) where id = any(members);
		else
			series := jsonb_build_array(one.model, one.provider, one.region)::text;
			began := one.since;
			until_at := one.ended_at;
			members := array[one.id];
		end if;
	end loop;
end $$;
--> statement-breakpoint
update alert a set series_key = a.series_key || ' #' || open.event
from (
	select f.kind, f.model, f.provider, f.region, min(f.id) as event
	from detection d join detection f on f.id = coalesce(d.event_id, d.id)
	where d.ended_at is null group by 1, 2, 3, 4
) open, alert_rule r
where r.id = a.rule_id and r.terms ->> 'kind' = 'detection' and a.state <> 'resolved'
	and a.labels = jsonb_build_object('change', open.kind, 'model', open.model, 'provider', open.provider, 'region', open.region);
