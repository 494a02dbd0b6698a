CREATE TABLE "alert_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alert_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"budget_id" integer,
	"at" timestamp (3) with time zone NOT NULL,
	"details" jsonb NOT NULL,
	"delivered_at" timestamp (3) with time zone,
	CONSTRAINT "alert_event_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "budget" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "budget_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"dimension" text,
	"value" text,
	"amount" numeric(28, 12) NOT NULL,
	"currency" text NOT NULL,
	"period" text NOT NULL,
	"zone" text NOT NULL,
	"thresholds" jsonb NOT NULL,
	"owner" text,
	"version" integer DEFAULT 1 NOT NULL,
	"terms_version" integer DEFAULT 1 NOT NULL,
	"terms_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"deleted_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE INDEX "alert_event_budget_idx" ON "alert_event" USING btree ("budget_id","id");--> statement-breakpoint
CREATE INDEX "alert_event_open_idx" ON "alert_event" USING btree ("id") WHERE "alert_event"."delivered_at" is null;