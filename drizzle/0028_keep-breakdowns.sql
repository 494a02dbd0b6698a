CREATE TABLE "breakdown" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "breakdown_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"dimensions" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text,
	"filled_from" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "breakdown_fill" (
	"day" date NOT NULL,
	"breakdown_id" integer NOT NULL,
	CONSTRAINT "breakdown_fill_day_breakdown_id_pk" PRIMARY KEY("day","breakdown_id")
);
--> statement-breakpoint
CREATE TABLE "label_projection" (
	"breakdown_id" integer NOT NULL,
	"label_set_id" integer NOT NULL,
	"projected_id" integer NOT NULL,
	CONSTRAINT "label_projection_breakdown_id_label_set_id_pk" PRIMARY KEY("breakdown_id","label_set_id")
);
--> statement-breakpoint
CREATE TABLE "rollup_day_breakdown" (
	"breakdown_id" integer NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"app_id" integer NOT NULL,
	"label_set_id" integer NOT NULL,
	"model_id" integer NOT NULL,
	"provider_id" integer NOT NULL,
	"attempts" integer NOT NULL,
	"requests" integer NOT NULL,
	"ok" integer NOT NULL,
	"rate_limited" integer NOT NULL,
	"server_error" integer NOT NULL,
	"timeout" integer NOT NULL,
	"client_error" integer NOT NULL,
	"cancelled" integer NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	"final_ok" integer NOT NULL,
	"final_failed" integer NOT NULL,
	"with_usage" integer NOT NULL,
	"priced" integer NOT NULL,
	"estimated" integer NOT NULL,
	"reported" integer NOT NULL,
	"input_tokens" bigint NOT NULL,
	"cached_input_tokens" bigint NOT NULL,
	"cache_write_tokens" bigint NOT NULL,
	"output_tokens" bigint NOT NULL,
	"reasoning_tokens" bigint NOT NULL,
	"cost_pico" numeric(38, 0) NOT NULL,
	"reported_cost_pico" numeric(38, 0) NOT NULL,
	"ttft_n" integer NOT NULL,
	"ttft_sum" bigint NOT NULL,
	"ttft_min" bigint,
	"ttft_max" bigint,
	"ttft_sketch" "bytea" NOT NULL,
	"duration_n" integer NOT NULL,
	"duration_sum" bigint NOT NULL,
	"duration_min" bigint,
	"duration_max" bigint,
	"duration_sketch" "bytea" NOT NULL,
	"rate_n" integer NOT NULL,
	"rate_sum" bigint NOT NULL,
	"rate_min" bigint,
	"rate_max" bigint,
	"rate_sketch" "bytea" NOT NULL,
	CONSTRAINT "rollup_day_breakdown_pk" PRIMARY KEY("breakdown_id","starts_at","app_id","label_set_id","model_id","provider_id")
);
--> statement-breakpoint
CREATE TABLE "rollup_hour_breakdown" (
	"breakdown_id" integer NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"app_id" integer NOT NULL,
	"label_set_id" integer NOT NULL,
	"model_id" integer NOT NULL,
	"provider_id" integer NOT NULL,
	"attempts" integer NOT NULL,
	"requests" integer NOT NULL,
	"ok" integer NOT NULL,
	"rate_limited" integer NOT NULL,
	"server_error" integer NOT NULL,
	"timeout" integer NOT NULL,
	"client_error" integer NOT NULL,
	"cancelled" integer NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	"final_ok" integer NOT NULL,
	"final_failed" integer NOT NULL,
	"with_usage" integer NOT NULL,
	"priced" integer NOT NULL,
	"estimated" integer NOT NULL,
	"reported" integer NOT NULL,
	"input_tokens" bigint NOT NULL,
	"cached_input_tokens" bigint NOT NULL,
	"cache_write_tokens" bigint NOT NULL,
	"output_tokens" bigint NOT NULL,
	"reasoning_tokens" bigint NOT NULL,
	"cost_pico" numeric(38, 0) NOT NULL,
	"reported_cost_pico" numeric(38, 0) NOT NULL,
	"ttft_n" integer NOT NULL,
	"ttft_sum" bigint NOT NULL,
	"ttft_min" bigint,
	"ttft_max" bigint,
	"ttft_sketch" "bytea" NOT NULL,
	"duration_n" integer NOT NULL,
	"duration_sum" bigint NOT NULL,
	"duration_min" bigint,
	"duration_max" bigint,
	"duration_sketch" "bytea" NOT NULL,
	"rate_n" integer NOT NULL,
	"rate_sum" bigint NOT NULL,
	"rate_min" bigint,
	"rate_max" bigint,
	"rate_sketch" "bytea" NOT NULL,
	CONSTRAINT "rollup_hour_breakdown_pk" PRIMARY KEY("breakdown_id","starts_at","app_id","label_set_id","model_id","provider_id")
);
--> statement-breakpoint
CREATE TABLE "rollup_month_breakdown" (
	"breakdown_id" integer NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"app_id" integer NOT NULL,
	"label_set_id" integer NOT NULL,
	"model_id" integer NOT NULL,
	"provider_id" integer NOT NULL,
	"attempts" bigint NOT NULL,
	"requests" bigint NOT NULL,
	"ok" bigint NOT NULL,
	"rate_limited" bigint NOT NULL,
	"server_error" bigint NOT NULL,
	"timeout" bigint NOT NULL,
	"client_error" bigint NOT NULL,
	"cancelled" bigint NOT NULL,
	"refused" bigint DEFAULT 0 NOT NULL,
	"final_ok" bigint NOT NULL,
	"final_failed" bigint NOT NULL,
	"with_usage" bigint NOT NULL,
	"priced" bigint NOT NULL,
	"estimated" bigint NOT NULL,
	"reported" bigint NOT NULL,
	"input_tokens" bigint NOT NULL,
	"cached_input_tokens" bigint NOT NULL,
	"cache_write_tokens" bigint NOT NULL,
	"output_tokens" bigint NOT NULL,
	"reasoning_tokens" bigint NOT NULL,
	"cost_pico" numeric(38, 0) NOT NULL,
	"reported_cost_pico" numeric(38, 0) NOT NULL,
	"ttft_n" bigint NOT NULL,
	"ttft_sum" bigint NOT NULL,
	"ttft_min" bigint,
	"ttft_max" bigint,
	"ttft_sketch" "bytea" NOT NULL,
	"duration_n" bigint NOT NULL,
	"duration_sum" bigint NOT NULL,
	"duration_min" bigint,
	"duration_max" bigint,
	"duration_sketch" "bytea" NOT NULL,
	"rate_n" bigint NOT NULL,
	"rate_sum" bigint NOT NULL,
	"rate_min" bigint,
	"rate_max" bigint,
	"rate_sketch" "bytea" NOT NULL,
	CONSTRAINT "rollup_month_breakdown_pk" PRIMARY KEY("breakdown_id","starts_at","app_id","label_set_id","model_id","provider_id")
);
--> statement-breakpoint
ALTER TABLE "rollup_fresh_app" DROP CONSTRAINT "rollup_fresh_app_starts_at_app_id_model_id_provider_id_pk";
--> statement-breakpoint
ALTER TABLE "rollup_fresh_app" ADD COLUMN "label_set_id" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "rollup_fresh_app" ADD CONSTRAINT "rollup_fresh_app_pk" PRIMARY KEY("starts_at","app_id","label_set_id","model_id","provider_id");
--> statement-breakpoint
ALTER TABLE "rollup_delta_app" ADD COLUMN "label_set_id" integer[];
--> statement-breakpoint
CREATE UNIQUE INDEX "breakdown_dimensions_idx" ON "breakdown" USING btree ("dimensions") WHERE "breakdown"."ended_at" is null;
--> statement-breakpoint
-- By hand from here: those that every store has. Where there are attempts, their days are counted first.
insert into breakdown (dimensions, filled_from)
select b.dimensions, case when not exists (select from attempt_row) then s.raw_from end
from rollup_state s, (values
	(1, array['operation']), (2, array['team']), (3, array['key']), (4, array['environment']), (5, array['feature']),
	(6, array['agent']), (7, array['stage']), (8, array['app', 'team'])) b (place, dimensions)
order by b.place;
--> statement-breakpoint
create view retained_breakdown as
select b.id, b.dimensions, b.created_at, b.created_by,
	greatest(b.filled_from, (max(f.day) + 1)::timestamp at time zone 'UTC') as complete_from, count(f.day)::int as days_left
from breakdown b left join breakdown_fill f on f.breakdown_id = b.id
where b.ended_at is null and b.filled_from is not null
group by b.id;
--> statement-breakpoint
comment on view retained_breakdown is 'Breakdowns that reports may read, and from when on each has every attempt: of the days still to be counted, the last one decides.';
