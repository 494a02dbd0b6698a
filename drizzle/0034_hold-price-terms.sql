CREATE TABLE "exchange_rate" (
	"currency" text NOT NULL,
	"day" date NOT NULL,
	"per_usd" numeric(24, 12) NOT NULL,
	"source" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "exchange_rate_currency_day_pk" PRIMARY KEY("currency","day"),
	CONSTRAINT "exchange_rate_currency_check" CHECK (currency ~ '^[A-Z]{3}$' and currency <> 'USD'),
	CONSTRAINT "exchange_rate_positive_check" CHECK (per_usd > 0)
);
--> statement-breakpoint
ALTER TABLE "price" DROP CONSTRAINT "price_terms_key";--> statement-breakpoint
ALTER TABLE "price" ADD COLUMN "currency" text DEFAULT 'USD' NOT NULL;--> statement-breakpoint
ALTER TABLE "price" ADD COLUMN "standing" text DEFAULT 'list' NOT NULL;--> statement-breakpoint
ALTER TABLE "price" ADD COLUMN "region" text;--> statement-breakpoint
ALTER TABLE "price" ADD COLUMN "output_above_tokens" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "price" ADD COLUMN "calendar" jsonb;--> statement-breakpoint
ALTER TABLE "price" ADD COLUMN "cache_write_1h_per_million" numeric(24, 12);--> statement-breakpoint
ALTER TABLE "price" ADD COLUMN "audio_input_per_million" numeric(24, 12);--> statement-breakpoint
ALTER TABLE "price" ADD COLUMN "cached_audio_input_per_million" numeric(24, 12);--> statement-breakpoint
ALTER TABLE "price" ADD COLUMN "audio_output_per_million" numeric(24, 12);--> statement-breakpoint
ALTER TABLE "price" ADD COLUMN "image_input_per_million" numeric(24, 12);--> statement-breakpoint
ALTER TABLE "price" ADD COLUMN "image_output_per_million" numeric(24, 12);--> statement-breakpoint
ALTER TABLE "price" ADD COLUMN "steps" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "price" ADD COLUMN "fees" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "price" ADD COLUMN "created_by" text;--> statement-breakpoint
ALTER TABLE "price" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "price" ADD CONSTRAINT "price_terms_key" UNIQUE NULLS NOT DISTINCT("provider","model","service_tier","context_above_tokens","utc_minute_from","utc_minute_to","valid_from","source","standing","region","output_above_tokens","calendar");--> statement-breakpoint
ALTER TABLE "price" ADD CONSTRAINT "price_other_amounts_check" CHECK (least(cache_write_1h_per_million, audio_input_per_million, cached_audio_input_per_million, audio_output_per_million, image_input_per_million, image_output_per_million) >= 0);--> statement-breakpoint
ALTER TABLE "price" ADD CONSTRAINT "price_currency_check" CHECK (currency ~ '^[A-Z]{3}$');--> statement-breakpoint
ALTER TABLE "price" ADD CONSTRAINT "price_standing_check" CHECK (standing in ('list', 'contract'));--> statement-breakpoint
ALTER TABLE "price" ADD CONSTRAINT "price_calendar_check" CHECK (calendar is null or utc_minute_from is null);