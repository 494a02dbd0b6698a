CREATE TABLE "arrival" (
	"span" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"key_id" text NOT NULL,
	"source" text NOT NULL,
	"told" jsonb,
	"lag" "bytea",
	CONSTRAINT "arrival_span_starts_at_key_id_source_pk" PRIMARY KEY("span","starts_at","key_id","source")
);
--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "options" jsonb;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "actor" text DEFAULT 'command line' NOT NULL;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "rows_done" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "offset_done" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "next_line" bigint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "accepted" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "duplicates" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "rejected" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "ignored" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "moved_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "finished_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "rejected_record" ADD COLUMN "source" text DEFAULT 'switchyard' NOT NULL;--> statement-breakpoint
ALTER TABLE "rejected_record" ADD COLUMN "record" jsonb;--> statement-breakpoint
ALTER TABLE "rejected_record" ADD COLUMN "unknown_fields" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "rejected_record_sender_idx" ON "rejected_record" USING btree ("key_id","source");