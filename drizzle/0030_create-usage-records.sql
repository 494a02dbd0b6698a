CREATE TABLE "attempt_day" (
	"day" date NOT NULL,
	"provider_id" integer NOT NULL,
	"model_id" integer NOT NULL,
	"key_id" integer NOT NULL,
	CONSTRAINT "attempt_day_day_provider_id_model_id_key_id_pk" PRIMARY KEY("day","provider_id","model_id","key_id")
);
--> statement-breakpoint
CREATE TABLE "usage_correction" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "usage_correction_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"corrected_at" timestamp with time zone DEFAULT now() NOT NULL,
	"record_id" text NOT NULL,
	"revision" smallint NOT NULL,
	"former" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usage_record" (
	"id" text PRIMARY KEY NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"provider_id" integer NOT NULL,
	"issuer_id" integer NOT NULL,
	"model_id" integer NOT NULL,
	"team_id" integer NOT NULL,
	"app_id" integer NOT NULL,
	"key_id" integer NOT NULL,
	"operation_id" integer NOT NULL,
	"input_tokens" bigint,
	"cached_input_tokens" bigint,
	"cache_write_tokens" bigint,
	"cache_write_1h_tokens" bigint,
	"output_tokens" bigint,
	"reasoning_tokens" bigint,
	"audio_input_tokens" bigint,
	"audio_output_tokens" bigint,
	"image_input_tokens" bigint,
	"units" json,
	"amount_pico" numeric(38, 0),
	"currency" char(3),
	"cost_pico" numeric(38, 0),
	"cost_estimated" boolean NOT NULL,
	"price_id" integer,
	"source" text NOT NULL,
	"revision" smallint NOT NULL,
	"api_key_id" text,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "usage_record_span_check" CHECK (ends_at > starts_at and ends_at <= starts_at + interval '25 hours'),
	CONSTRAINT "usage_record_amount_check" CHECK ((amount_pico is null) = (currency is null))
);
--> statement-breakpoint
CREATE INDEX "usage_correction_record_idx" ON "usage_correction" USING btree ("record_id");--> statement-breakpoint
CREATE INDEX "usage_record_span_idx" ON "usage_record" USING btree ("starts_at","ends_at");