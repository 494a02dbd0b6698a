-- Custom: drizzle cannot say storage. Safe on a live table: it only changes what is written from now on.
-- These rows live for a second or a minute; compressing them (pglz, where the server has no lz4) is most of what writing them costs.
do $$
declare wide record;
begin
	for wide in
		select a.attrelid::regclass as relation, a.attname as name
		from pg_attribute a
		where a.attrelid in ('rollup_delta'::regclass, 'rollup_delta_app'::regclass, 'rollup_fresh'::regclass, 'rollup_fresh_app'::regclass)
			and a.attnum > 0 and not a.attisdropped and a.attstorage in ('x', 'm') and a.atttypid <> 'numeric'::regtype
	loop
		execute format('alter table %s alter column %I set storage external', wide.relation, wide.name);
	end loop;
end $$;
