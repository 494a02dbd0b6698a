CREATE TABLE "attempt_correction" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "attempt_correction_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"corrected_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"attempt_id" text NOT NULL,
	"revision" smallint NOT NULL,
	"former" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "label_set" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "label_set_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"operation_id" integer NOT NULL,
	"team_id" integer NOT NULL,
	"key_id" integer NOT NULL,
	"environment_id" integer NOT NULL,
	"feature_id" integer NOT NULL,
	"agent_id" integer NOT NULL,
	"stage_id" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "dimension" DROP CONSTRAINT "dimension_kind_check";--> statement-breakpoint
CREATE INDEX "attempt_correction_attempt_idx" ON "attempt_correction" USING btree ("started_at","attempt_id");--> statement-breakpoint
CREATE UNIQUE INDEX "label_set_key_idx" ON "label_set" USING btree ("team_id","key_id","feature_id","environment_id","agent_id","operation_id","stage_id");--> statement-breakpoint
ALTER TABLE "dimension" ADD CONSTRAINT "dimension_kind_check" CHECK (kind in ('model', 'provider', 'region', 'tier', 'app', 'router', 'error_code', 'service_tier', 'operation', 'team', 'key', 'environment', 'feature', 'agent', 'stage'));
--> statement-breakpoint
-- By hand from here: drizzle does not know the partitioned table. Each default is a constant, so no row is rewritten.
alter table attempt_row
	add column label_set_id integer not null default 0,
	add column consumer text collate "C",
	add column session text collate "C",
	add column revision smallint not null default 0,
	add column cache_write_1h_tokens integer,
	add column audio_input_tokens integer,
	add column audio_output_tokens integer,
	add column image_input_tokens integer,
	add column units json;
--> statement-breakpoint
create or replace view attempt as
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
	r.trace_id, r.tags, r.late_s,
	nullif(l.operation_id, 0) as operation_id, nullif(l.team_id, 0) as team_id, nullif(l.key_id, 0) as key_id,
	nullif(l.environment_id, 0) as environment_id, nullif(l.feature_id, 0) as feature_id, nullif(l.agent_id, 0) as agent_id,
	nullif(l.stage_id, 0) as stage_id, r.consumer, r.session, r.revision,
	case when r.input_tokens is not null then coalesce(r.cache_write_1h_tokens, 0) end as cache_write_1h_tokens,
	case when r.input_tokens is not null then coalesce(r.audio_input_tokens, 0) end as audio_input_tokens,
	case when r.input_tokens is not null then coalesce(r.audio_output_tokens, 0) end as audio_output_tokens,
	case when r.input_tokens is not null then coalesce(r.image_input_tokens, 0) end as image_input_tokens,
	r.units, r.label_set_id
from attempt_row r join attribution t on t.id = r.attribution_id left join label_set l on l.id = r.label_set_id;
--> statement-breakpoint
comment on column attempt_row.label_set_id is 'Whose the attempt was and what for: id of label_set; 0 where no label was given.';
