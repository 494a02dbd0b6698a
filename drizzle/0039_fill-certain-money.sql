-- Custom: days counted before these sums, to be counted anew where their attempts are retained; today once more when a former version no longer runs beside. Reads a short list; safe on a live table.
insert into rollup_fill (day) select distinct day from attempt_day;
--> statement-breakpoint
insert into rollup_recount (day) select max(day) from attempt_day having max(day) is not null on conflict (day) do nothing;
