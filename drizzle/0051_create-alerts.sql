CREATE TABLE "alert" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alert_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"rule_id" integer NOT NULL,
	"series_key" text NOT NULL,
	"labels" jsonb NOT NULL,
	"state" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"fired_at" timestamp (3) with time zone,
	"notified_at" timestamp (3) with time zone,
	"evaluated_at" timestamp (3) with time zone NOT NULL,
	"summary" text NOT NULL,
	"value" text,
	"threshold" text,
	CONSTRAINT "alert_rule_series_key" UNIQUE("rule_id","series_key")
);
--> statement-breakpoint
CREATE TABLE "alert_change" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alert_change_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"alert_id" bigint NOT NULL,
	"rule_id" integer NOT NULL,
	"rule" text NOT NULL,
	"labels" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"summary" text NOT NULL,
	"value" text,
	"threshold" text
);
--> statement-breakpoint
CREATE TABLE "alert_channel" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alert_channel_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"target" text NOT NULL,
	"recipients" text[],
	"sealed" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"failed_at" timestamp (3) with time zone,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "alert_delivery" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alert_delivery_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"message_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"sequence_key" text NOT NULL,
	"channel_id" integer NOT NULL,
	"recipient" text,
	"message" jsonb NOT NULL,
	"event_ids" bigint[] NOT NULL,
	"queued_at" timestamp (3) with time zone NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"try_at" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"error" text,
	CONSTRAINT "alert_delivery_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "alert_rule" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alert_rule_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"severity" text NOT NULL,
	"terms" jsonb NOT NULL,
	"for_minutes" integer NOT NULL,
	"renotify_minutes" integer,
	"channels" integer[] NOT NULL,
	"is_enabled" boolean NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"evaluated_at" timestamp (3) with time zone,
	"error" text,
	"series" integer,
	"unmeasured" integer
);
--> statement-breakpoint
CREATE TABLE "alert_silence" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alert_silence_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"rule_id" integer,
	"labels" jsonb NOT NULL,
	"reason" text NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"until_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text
);
--> statement-breakpoint
CREATE INDEX "alert_state_idx" ON "alert" USING btree ("state");--> statement-breakpoint
CREATE INDEX "alert_change_rule_idx" ON "alert_change" USING btree ("rule_id","id");--> statement-breakpoint
CREATE INDEX "alert_delivery_try_idx" ON "alert_delivery" USING btree ("try_at") WHERE "alert_delivery"."try_at" is not null;--> statement-breakpoint
CREATE INDEX "alert_delivery_sequence_idx" ON "alert_delivery" USING btree ("sequence_key","id") WHERE "alert_delivery"."try_at" is not null;--> statement-breakpoint
CREATE INDEX "alert_delivery_channel_idx" ON "alert_delivery" USING btree ("channel_id","id");