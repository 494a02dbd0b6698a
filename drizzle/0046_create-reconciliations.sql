CREATE TABLE "bill_model" (
	"provider" text NOT NULL,
	"bill_name" text NOT NULL,
	"model" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	CONSTRAINT "bill_model_provider_bill_name_pk" PRIMARY KEY("provider","bill_name")
);
--> statement-breakpoint
CREATE TABLE "reconciliation" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reconciliation_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"file_name" text NOT NULL,
	"file_digest" text NOT NULL,
	"source" text NOT NULL,
	"providers" text[] NOT NULL,
	"zone" text NOT NULL,
	"grain" text NOT NULL,
	"file_rows" integer NOT NULL,
	"summary" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"compared_at" timestamp (3) with time zone NOT NULL,
	"note" text,
	"accepted_at" timestamp (3) with time zone,
	"accepted_by" text
);
--> statement-breakpoint
CREATE TABLE "reconciliation_line" (
	"reconciliation_id" integer NOT NULL,
	"seq" integer NOT NULL,
	"line" jsonb NOT NULL,
	CONSTRAINT "reconciliation_line_reconciliation_id_seq_pk" PRIMARY KEY("reconciliation_id","seq")
);
--> statement-breakpoint
CREATE TABLE "reconciliation_row" (
	"reconciliation_id" integer NOT NULL,
	"seq" integer NOT NULL,
	"period" text NOT NULL,
	"provider" text NOT NULL,
	"model" text,
	"bucket" text NOT NULL,
	"status" text NOT NULL,
	"sides" jsonb NOT NULL,
	CONSTRAINT "reconciliation_row_reconciliation_id_seq_pk" PRIMARY KEY("reconciliation_id","seq")
);
--> statement-breakpoint
ALTER TABLE "reconciliation_line" ADD CONSTRAINT "reconciliation_line_reconciliation_id_reconciliation_id_fk" FOREIGN KEY ("reconciliation_id") REFERENCES "public"."reconciliation"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliation_row" ADD CONSTRAINT "reconciliation_row_reconciliation_id_reconciliation_id_fk" FOREIGN KEY ("reconciliation_id") REFERENCES "public"."reconciliation"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reconciliation_row_status_idx" ON "reconciliation_row" USING btree ("reconciliation_id","status","seq");