CREATE TABLE "detection" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "detection_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"model" text NOT NULL,
	"provider" text NOT NULL,
	"region" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"found_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"end_reason" text,
	"attempts" bigint NOT NULL,
	"measures" json NOT NULL,
	"returned_model" text,
	"former_models" text[],
	"may_be_callers" boolean DEFAULT false NOT NULL,
	CONSTRAINT "detection_end_check" CHECK (("detection"."ended_at" is null) = ("detection"."end_reason" is null))
);
--> statement-breakpoint
CREATE TABLE "detector_series" (
	"kind" text NOT NULL,
	"model" text NOT NULL,
	"provider" text NOT NULL,
	"region" text NOT NULL,
	"state" text NOT NULL,
	"hours_to_find" json NOT NULL,
	"looked_until" timestamp with time zone NOT NULL,
	CONSTRAINT "detector_series_kind_model_provider_region_pk" PRIMARY KEY("kind","model","provider","region")
);
--> statement-breakpoint
CREATE TABLE "hour_answer" (
	"starts_at" timestamp with time zone NOT NULL,
	"provider_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"requested_model_id" integer NOT NULL,
	"model_id" integer NOT NULL,
	"attempts" integer NOT NULL,
	CONSTRAINT "hour_answer_pk" PRIMARY KEY("starts_at","requested_model_id","provider_id","region_id","model_id")
);
--> statement-breakpoint
CREATE TABLE "hour_profile" (
	"model_id" integer NOT NULL,
	"provider_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"size_class" smallint NOT NULL,
	"attempts" integer NOT NULL,
	"output_n" integer NOT NULL,
	"output_sum" double precision NOT NULL,
	"output_squares" double precision NOT NULL,
	"rate_n" integer NOT NULL,
	"rate_sum" double precision NOT NULL,
	"rate_squares" double precision NOT NULL,
	"ttft_n" integer NOT NULL,
	"ttft_sum" double precision NOT NULL,
	"ttft_squares" double precision NOT NULL,
	"duration_n" integer NOT NULL,
	"duration_sum" double precision NOT NULL,
	"duration_squares" double precision NOT NULL,
	"reasoning_n" integer NOT NULL,
	"reasoning_sum" double precision NOT NULL,
	"reasoning_squares" double precision NOT NULL,
	"ttft_sketch" "bytea" NOT NULL,
	"duration_sketch" "bytea" NOT NULL,
	CONSTRAINT "hour_profile_pk" PRIMARY KEY("model_id","provider_id","region_id","starts_at","size_class")
);
--> statement-breakpoint
CREATE TABLE "profiled_hour" (
	"starts_at" timestamp with time zone PRIMARY KEY NOT NULL,
	"attempts" bigint NOT NULL,
	"output_tokens" numeric NOT NULL,
	"duration_sum" numeric NOT NULL,
	"ttft_sum" numeric NOT NULL,
	"profiled_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "detection_open_idx" ON "detection" USING btree ("kind","model","provider","region") WHERE "detection"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "detection_since_idx" ON "detection" USING btree ("since");--> statement-breakpoint
CREATE INDEX "hour_profile_starts_at_idx" ON "hour_profile" USING btree ("starts_at");