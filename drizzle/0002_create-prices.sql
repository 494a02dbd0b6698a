CREATE TABLE "import_run" (
	"key" text PRIMARY KEY NOT NULL,
	"file_name" text NOT NULL,
	"anchor_us" bigint NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "price" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "price_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"service_tier" text,
	"context_above_tokens" integer DEFAULT 0 NOT NULL,
	"utc_minute_from" smallint,
	"utc_minute_to" smallint,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_to" timestamp with time zone,
	"input_usd_per_million" numeric(24, 12) NOT NULL,
	"cached_input_usd_per_million" numeric(24, 12),
	"cache_write_usd_per_million" numeric(24, 12),
	"output_usd_per_million" numeric(24, 12) NOT NULL,
	"reasoning_usd_per_million" numeric(24, 12),
	"source" text NOT NULL,
	"source_note" text,
	"imported_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "price_terms_key" UNIQUE NULLS NOT DISTINCT("provider","model","service_tier","context_above_tokens","utc_minute_from","utc_minute_to","valid_from","source"),
	CONSTRAINT "price_validity_check" CHECK (valid_to is null or valid_to > valid_from),
	CONSTRAINT "price_hours_check" CHECK ((utc_minute_from is null) = (utc_minute_to is null)),
	CONSTRAINT "price_amounts_check" CHECK (least(input_usd_per_million, cached_input_usd_per_million, cache_write_usd_per_million, output_usd_per_million, reasoning_usd_per_million) >= 0)
);
--> statement-breakpoint
CREATE INDEX "price_model_idx" ON "price" USING btree ("model");