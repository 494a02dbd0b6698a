CREATE TABLE "month_close_rows" (
	"month" text NOT NULL,
	"piece" integer NOT NULL,
	"lines" text NOT NULL,
	CONSTRAINT "month_close_rows_month_piece_pk" PRIMARY KEY("month","piece")
);
--> statement-breakpoint
ALTER TABLE "month_close" ADD COLUMN "public_key" text NOT NULL;--> statement-breakpoint
CREATE TABLE "export_run" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "export_run_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"schedule_id" integer NOT NULL,
	"period_from" timestamp (3) with time zone NOT NULL,
	"period_to" timestamp (3) with time zone NOT NULL,
	"requested_by" text,
	"tries" integer DEFAULT 0 NOT NULL,
	"try_at" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"is_done" boolean DEFAULT false NOT NULL,
	"bytes" bigint,
	"location" text,
	"error" text,
	CONSTRAINT "export_run_period_key" UNIQUE("schedule_id","period_from")
);
--> statement-breakpoint
CREATE TABLE "export_schedule" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "export_schedule_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"every" text NOT NULL,
	"dataset" text NOT NULL,
	"version" text NOT NULL,
	"format" text NOT NULL,
	"target" text NOT NULL,
	"path" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"deleted_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE INDEX "export_run_try_idx" ON "export_run" USING btree ("try_at");