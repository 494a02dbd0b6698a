CREATE TABLE "rollup_uptime_day" (
	"starts_at" timestamp with time zone NOT NULL,
	"model_id" integer NOT NULL,
	"provider_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"measured" smallint NOT NULL,
	"down" smallint NOT NULL,
	CONSTRAINT "rollup_uptime_day_starts_at_model_id_provider_id_region_id_pk" PRIMARY KEY("starts_at","model_id","provider_id","region_id")
);
--> statement-breakpoint
CREATE TABLE "rollup_uptime_hour" (
	"starts_at" timestamp with time zone NOT NULL,
	"model_id" integer NOT NULL,
	"provider_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"measured" smallint NOT NULL,
	"down" smallint NOT NULL,
	CONSTRAINT "rollup_uptime_hour_starts_at_model_id_provider_id_region_id_pk" PRIMARY KEY("starts_at","model_id","provider_id","region_id")
);
--> statement-breakpoint
CREATE INDEX "rollup_uptime_down_idx" ON "rollup_uptime" USING btree ("starts_at") WHERE "rollup_uptime"."down_mask" <> 0;
--> statement-breakpoint
-- Cells whose records say nothing of being up or down are seen all the same: their masks are empty.
insert into rollup_uptime (starts_at, model_id, provider_id, region_id, measured_mask, down_mask, down_judged, down_failed)
select distinct starts_at, model_id, provider_id, region_id, 0, 0, '{}'::integer[], '{}'::integer[] from rollup_quarter
on conflict do nothing;
--> statement-breakpoint
insert into rollup_uptime_hour (starts_at, model_id, provider_id, region_id, measured, down)
select date_trunc('hour', starts_at, 'UTC'), model_id, provider_id, region_id,
  sum(bit_count(measured_mask::integer::bit(16))), sum(bit_count(down_mask::integer::bit(16)))
from rollup_uptime group by 1, 2, 3, 4;
--> statement-breakpoint
insert into rollup_uptime_day (starts_at, model_id, provider_id, region_id, measured, down)
select date_trunc('day', starts_at, 'UTC'), model_id, provider_id, region_id, sum(measured), sum(down)
from rollup_uptime_hour group by 1, 2, 3, 4;
